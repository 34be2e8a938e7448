"""The closed lists of the record guide (version 1)."""

_SECTORS = """mining energy nuclear oil-gas garment-textile metal automotive electronics cement-materials chemical
construction agriculture fishing domestic-home-work transport shipbreaking public health informal retail other"""
_TOPICS = """fatality injury disease accident strike protest repression wage agreement due-diligence law-policy
ratification commitment training meeting survey-report statement organizing social-protection gender child-labour
forced-labour-trafficking migration pandemic disaster visit"""
SECTORS = frozenset(_SECTORS.split())
TOPICS = frozenset(_TOPICS.split())
