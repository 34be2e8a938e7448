"""Sentences as news tell them, and the figures that they carry, in the languages of pages."""

import pytest

from safelamp.engines.extraction.figures import figures
from safelamp.engines.extraction.values import Span

Told = list[tuple[str, float]]


def read(sentence: str, language: str) -> Told:
    found = figures(sentence, [Span(0, len(sentence))], languages=(language,))
    return sorted((figure.metric.value, figure.value) for figure in found)


def told(words: str) -> Told:
    return sorted((metric, float(value)) for metric, value in (one.rsplit(" ", 1) for one in words.split(";")))


ENGLISH = [
    ("A 33-year-old linesman of the contractor Redes was electrocuted.", "deaths 1"),
    ("There were 12 deaths of miners and 30 cases of silicosis.", "deaths 12;cases 30"),
    ("Last year 19 miners died: 10 in coal mines and 9 in metal mines.", "deaths 19;deaths 10;deaths 9"),
    ("Nineteen mining deaths were recorded during the first six months of 2024.", "deaths 19"),
    ("Eight miners have been killed in coal, and six in the metal sector.", "deaths 8;deaths 6"),
    ("The union announced that 1,200 workers would be laid off.", "workers 1200"),
    (
        "About 45 delegates from 12 unions in nine countries attended the three-day congress.",
        "participants 45;unions 12;other 9;days 3",
    ),
    ("The minimum wage will rise by 12 baht to 345 baht a day.", "wage-increase 12;money 345"),
    ("Police arrested 14 union leaders after the rally of some 5,000 workers.", "participants 14;participants 5000"),
    (
        "Two miners died and five were injured when a roof collapsed 300 metres underground.",
        "deaths 2;injuries 5;other 300",
    ),
    ("The blast killed at least 12 workers and injured dozens more.", "deaths 12"),
    ("A crane operator, 45, was killed on 3 May.", "deaths 1"),
    ("The death toll rose to 23 on Tuesday.", "deaths 23"),
    ("Deaths rose from 89 in 2021 to 104 in 2022.", "deaths 89;deaths 104"),
    ("Between 20 and 30 workers were trapped.", "workers 20;workers 30"),
    ("The plant, built in 1998, employs half a million people and a dozen nurses.", "workers 500000;workers 12"),
    ("Members of 35 affiliates representing 2.3 million workers signed up.", "unions 35;members-represented 2300000"),
    ("Nurses began a 48-hour strike; more than 3,000 nurses walked out.", "other 48;strikers 3000"),
    (
        "Some 350,000 garment workers stayed away from 600 factories for the fourth consecutive day.",
        "workers 350000;other 600",
    ),
    ("The company must pay a fine of £1.2m after an employee lost his life.", "money 1200000;deaths 1"),
    ("It was signed by 40 organisations from 25 countries.", "signatories 40;other 25"),
    ("The survey of 1,000 workers found that 43 per cent had been injured.", "workers 1000;percent 43"),
    ("Four people were killed and 20 others hurt in a boiler explosion at a paper mill.", "deaths 4;injuries 20"),
    ("Rana Plaza killed 1,134 people in 2013.", "deaths 1134"),
    (
        "An explosion at a fireworks unit in Sivakasi claimed the lives of eight workers, six of them women.",
        "deaths 8;deaths 6",
    ),
    ("Workers at Bekaert enter the 20th day of their strike.", "days 20"),
    ("The federation celebrates its 50th anniversary.", "years 50"),
    ("Rs 25 lakh compensation was announced for the kin of the 6 deceased.", "money 2500000;deaths 6"),
]
FRENCH = [
    ("Le syndicat recense 73 cas de silicose.", "cases 73"),
    ("On compte 12 décès de mineurs.", "deaths 12"),
    ("Le groupe a perdu 20 milliards d’euros.", "money 2e10"),
    ("2 personnes décèdent chaque jour au travail.", "deaths 2"),
    ("Plus de 80 personnes sont en grève depuis lundi.", "strikers 80"),
    ("85 % des salariés ont voté pour.", "percent 85"),
    ("Un ouvrier de 34 ans est mort mardi sur un chantier à Lyon.", "deaths 1"),
    ("Meurt un ouvrier dans l’explosion.", "deaths 1"),
    ("Les 1 200 salariés de l’usine sont en grève depuis trois jours.", "strikers 1200;days 3"),
    (
        "L’accord prévoit une augmentation de 150 euros par mois pour 3 500 travailleurs.",
        "wage-increase 150;workers 3500",
    ),
    (
        "Quelque 60 délégués de 14 syndicats ont participé à un atelier de deux jours.",
        "participants 60;unions 14;days 2",
    ),
    ("En 2023, quatre-vingt-deux accidents mortels ont été recensés, contre 75 en 2022.", "other 82;other 75"),
    ("Entre 300 et 400 manifestants ont défilé à 15 heures.", "participants 300;participants 400"),
    ("Trois mineurs tués et deux blessés dans un éboulement.", "deaths 3;injuries 2"),
    ("La moitié des 5 000 emplois seront supprimés.", "workers 5000"),
    ("Le syndicat représente 12 000 adhérents.", "members-represented 12000"),
]
SPANISH = [
    ("La mina se derrumbó cuando murieron 1129 personas.", "deaths 1129"),
    ("Según la OIT, cada día mueren 6.400 trabajadores.", "deaths 6400"),
    ("Dos mineros mueren y tres resultan heridos en Potosí", "deaths 2;injuries 3"),
    ("Al menos 14 trabajadores murieron en la explosión de una polvorín en 2023.", "deaths 14"),
    ("Un trabajador murió aplastado por una máquina.", "deaths 1"),
    ("El paro de 48 horas fue acatado por 25.000 docentes.", "other 48;strikers 25000"),
    ("El salario mínimo aumentará 20.000 pesos mensuales.", "wage-increase 20000"),
    ("Se registraron mil doscientos accidentes y treinta y cinco muertes.", "other 1200;deaths 35"),
    ("Más de 300 delegadas de 18 países participaron en el congreso de tres días.", "participants 300;other 18;days 3"),
    ("La empresa despidió a 150 trabajadores.", "workers 150"),
    ("La huelga cumple su décimo día.", "days 10"),
    ("El sindicato agrupa a 4.500 afiliados en 12 minas.", "members-represented 4500;other 12"),
    ("Una explosión mató a seis mineros e hirió a otros cuatro.", "deaths 6;injuries 4"),
]
INDONESIAN = [
    ("Sebanyak 23 pekerja tewas dan 40 lainnya luka-luka akibat ledakan di PT Sinar.", "deaths 23;injuries 40"),
    ("Ledakan itu menewaskan dua belas penambang.", "deaths 12"),
    ("Seorang buruh tewas tertimpa crane.", "deaths 1"),
    ("Sekitar 3.500 buruh mogok selama tiga hari.", "strikers 3500;days 3"),
    ("Perusahaan mem-PHK 1.100 karyawan.", "workers 1100"),
    ("Upah minimum naik Rp 150 ribu menjadi Rp 5,2 juta per bulan.", "wage-increase 150000;money 5200000"),
    ("Pelatihan diikuti 45 peserta dari 12 serikat pekerja.", "participants 45;unions 12"),
    ("Kerugian mencapai Rp 5,2 triliun, kata UU No. 13 Tahun 2003 Pasal 88.", "money 5.2e12"),
    ("Korban tewas bertambah menjadi 15 orang.", "deaths 15"),
    ("Dua puluh tiga orang tewas pada pukul 08.30 WIB.", "deaths 23"),
    ("Kecelakaan kerja naik 6 persen menjadi 265.334 kasus.", "percent 6;cases 265334"),
]
OTHERS = [
    ("pt", "Três trabalhadores morreram e dez ficaram feridos em um desabamento.", "deaths 3;injuries 10"),
    ("pt", "Um trabalhador morreu ao cair de um andaime.", "deaths 1"),
    ("pt", "Mais de 2 mil metalúrgicos entraram em greve.", "strikers 2000"),
    ("pt", "O reajuste de 5,5% beneficia 40 mil trabalhadores.", "percent 5.5;workers 40000"),
    ("pt", "O sindicato representa 15 mil bancários.", "members-represented 15000"),
    ("vi", "Ba công nhân tử vong và năm người bị thương trong vụ nổ.", "deaths 3;injuries 5"),
    ("vi", "Hơn 1.000 công nhân đình công đòi tăng lương 300.000 đồng.", "strikers 1000;wage-increase 300000"),
    ("th", "คนงานเหมืองเสียชีวิต 5 คน บาดเจ็บ 12 คน", "deaths 5;injuries 12"),
    ("th", "มีผู้เสียชีวิต ๓ ราย และสูญหาย ๒ ราย", "deaths 3;deaths 2"),
    ("th", "คนงานกว่า 2,000 คนนัดหยุดงานเป็นเวลา 3 วัน", "strikers 2000;days 3"),
    ("th", "ค่าแรงขั้นต่ำเพิ่มขึ้น 10 บาทเป็น 370 บาท", "wage-increase 10;money 370"),
    ("th", "คนงานสองคนเสียชีวิต", "deaths 2"),
    ("ja", "爆発で作業員3人が死亡、5人が重軽傷を負った。", "deaths 3;injuries 5"),
    ("ja", "約1万2000人の組合員がストライキに参加した。", "strikers 12000"),
    ("ja", "死者は12人に上った。", "deaths 12"),
    ("ja", "賃上げ率は5.1%、月額1万5000円。", "percent 5.1;wage-increase 15000"),
    ("zh", "事故造成12人死亡、30余人受伤。", "deaths 12;injuries 30"),
    ("zh", "一名工人死亡，两名工人受伤。", "deaths 1;injuries 2"),
    ("zh", "3万2千名工人参加罢工。", "strikers 32000"),
    ("zh", "一百二十名矿工被困。", "workers 120"),
    ("zh", "最低工资上调200元，至2590元。", "wage-increase 200;money 2590"),
    ("fa", "۱۲ کارگر در انفجار معدن کشته و ۵ نفر زخمی شدند.", "deaths 12;injuries 5"),
    ("fa", "بیش از ۳۰۰ کارگر دست به اعتصاب زدند.", "strikers 300"),
    ("fa", "بیست و پنج کارگر اخراج شدند.", "workers 25"),
    ("fa", "دستمزد ۲۰ درصد افزایش یافت.", "percent 20"),
    ("ar", "قتل 12 عاملا وأصيب 5 آخرون في انفجار.", "deaths 12;injuries 5"),
    ("ar", "أضرب أكثر من ٣٠٠ عامل.", "strikers 300"),
    ("ar", "مقتل ثلاثة عمال في انهيار منجم", "deaths 3"),
    ("km", "កម្មករ ៣ នាក់ស្លាប់ និង ៥ នាក់រងរបួស", "deaths 3;injuries 5"),
    ("km", "កម្មករជាង ២០០០ នាក់ធ្វើកូដកម្ម", "strikers 2000"),
    ("my", "အလုပ်သမား ၃ ဦး သေဆုံး၊ ၅ ဦး ဒဏ်ရာရ", "deaths 3;injuries 5"),
    ("my", "အလုပ်သမား ၃၀၀ ကျော် သပိတ်မှောက်", "strikers 300"),
]


@pytest.mark.parametrize(("sentence", "expected"), ENGLISH)
def test_an_english_sentence_is_counted(sentence: str, expected: str) -> None:
    assert read(sentence, "en") == told(expected)


@pytest.mark.parametrize(("sentence", "expected"), FRENCH)
def test_a_french_sentence_is_counted(sentence: str, expected: str) -> None:
    assert read(sentence, "fr") == told(expected)


@pytest.mark.parametrize(("sentence", "expected"), SPANISH)
def test_a_spanish_sentence_is_counted(sentence: str, expected: str) -> None:
    assert read(sentence, "es") == told(expected)


@pytest.mark.parametrize(("sentence", "expected"), INDONESIAN)
def test_an_indonesian_sentence_is_counted(sentence: str, expected: str) -> None:
    assert read(sentence, "id") == told(expected)


@pytest.mark.parametrize(("language", "sentence", "expected"), OTHERS)
def test_a_sentence_of_another_language_is_counted(language: str, sentence: str, expected: str) -> None:
    assert read(sentence, language) == told(expected)
