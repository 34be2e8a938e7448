"""Layouts of publishers as saved pages show them, all invented, each with its headlines and their dates."""

from tests.engines.extraction import publishers_elsewhere
from tests.engines.extraction.layout_kind import Layout

WORDPRESS = Layout(
    """\
Harbour Workers' Association
Unity is safety

Home About Membership Contact

Fall from height in dry dock kills painter
Posted on May 12, 2024 by admin | 3 Comments

A painter fell nine metres from a scaffold in the dry dock on Saturday. The yard had no nets. […]
Continue reading →
Posted in Safety | Tagged falls, shipyards | 3 Comments

New gangway rules from the port authority
Posted on April 30, 2024 by admin | Leave a comment

The port authority has adopted rules for gangways that the association asked for in 2021. […]
Continue reading →
Posted in News | Leave a comment

Training for forklift drivers
Posted on April 2, 2024 by admin | Leave a comment

Forty drivers took part in a two-day course on loads and sight lines. […]
Continue reading →

Search for:
Recent Posts
Fall from height in dry dock kills painter
New gangway rules from the port authority
Archives
May 2024
April 2024
Proudly powered by WordPress
""",
    (
        ("Fall from height in dry dock kills painter", "2024-05-12"),
        ("New gangway rules from the port authority", "2024-04-30"),
        ("Training for forklift drivers", "2024-04-02"),
    ),
)
DRUPAL = Layout(
    """\
Main navigation
News
Resources
Breadcrumb
Home › News

Bakers win cooler ovens
Thu, 05/02/2024 - 10:32
Health and safety

After a summer of protest the bakery chain agreed to shield its ovens in all 44 shops.

Read more about Bakers win cooler ovens

Millers ask for dust masks
Tue, 04/09/2024 - 08:05
Health and safety

Workers at three flour mills handed in a petition for masks that fit and filters that are changed.

Read more about Millers ask for dust masks

Pagination
Current page 1
Page 2
Next page
""",
    (("Bakers win cooler ovens", "2024-05-02"), ("Millers ask for dust masks", "2024-04-09")),
)
BY_YEAR = Layout(
    """\
Press release archive

2024
12 May - Tannery fined after acid burns of two workers
3 April - Unions sign charter on heat at work
17 January - Cleaner dies in lift shaft of office tower

2023
9 December - Court confirms ban on double shifts in foundries
22 August - Dockers elect safety stewards
""",
    (
        ("Tannery fined after acid burns of two workers", "2024-05-12"),
        ("Unions sign charter on heat at work", "2024-04-03"),
        ("Cleaner dies in lift shaft of office tower", "2024-01-17"),
        ("Court confirms ban on double shifts in foundries", "2023-12-09"),
        ("Dockers elect safety stewards", "2023-08-22"),
    ),
)
BY_MONTH = Layout(
    """\
News archive

May 2024

Glass workers walk out over broken ventilation
Lead found in the blood of battery recyclers

April 2024

Inspectors close illegal quarry near the river
Teachers' union publishes survey on noise
Wharf crane passes first test after rebuild
""",
    (
        ("Glass workers walk out over broken ventilation", "2024-05"),
        ("Lead found in the blood of battery recyclers", "2024-05"),
        ("Inspectors close illegal quarry near the river", "2024-04"),
        ("Teachers' union publishes survey on noise", "2024-04"),
        ("Wharf crane passes first test after rebuild", "2024-04"),
    ),
)
DATE_BOXES = Layout(
    """\
12
May
2024
Night nurses win a second colleague on the ward
After two assaults the hospital agreed to staff its wards with at least two nurses at night.
28
Apr
2024
Memorial day: names read out at the factory gate
Several hundred people read out the names of those who died at work over the last ten years.
9
Apr
2024
Sawmill gets guards on all its blades
The inspectorate came three times before the owner put guards on the last four saws of the mill.
""",
    (
        ("Night nurses win a second colleague on the ward", "2024-05-12"),
        ("Memorial day: names read out at the factory gate", "2024-04-28"),
        ("Sawmill gets guards on all its blades", "2024-04-09"),
    ),
)
CATEGORY_OVER = Layout(
    """\
Mining

Shaft flooded after dam breaks upstream

14 March 2024

Eleven miners were brought up in time. The dam had been reported as cracked in January by the union.

Chemicals

Ammonia leak sends neighbours to hospital

2 March 2024

A valve gave way during the night shift. Twenty neighbours and four workers were treated for burns.

Agriculture

Tractor roll bars now required by law

20 February 2024

Parliament passed the bill by a large majority after a campaign of five years by farm workers.
""",
    (
        ("Shaft flooded after dam breaks upstream", "2024-03-14"),
        ("Ammonia leak sends neighbours to hospital", "2024-03-02"),
        ("Tractor roll bars now required by law", "2024-02-20"),
    ),
)
META_LINE = Layout(
    """\
Solidarity round-up
07 Jun 2024 | Bangladesh | By Staff Reporter
Garment cutters get steel gloves after years of asking
The brand association will pay for 12,000 pairs this year and train every cutter in their use.
31 May 2024 | Sri Lanka | By Staff Reporter
Tea pluckers bitten by snakes to be treated without pay cuts
Estates had counted days in hospital as absence. A circular of the labour department ends that.
24 May 2024 | Nepal | By Staff Reporter
Brick kilns reopen with chimneys twice as high
Smoke had made workers and school children ill for years, a study of the university showed.
""",
    (
        ("Garment cutters get steel gloves after years of asking", "2024-06-07"),
        ("Tea pluckers bitten by snakes to be treated without pay cuts", "2024-05-31"),
        ("Brick kilns reopen with chimneys twice as high", "2024-05-24"),
    ),
)
RELATIVE = Layout(
    """\
Latest
Lift engineers strike over working alone
3 hours ago
Engineers say that nobody should work in a shaft without a second person in the building.
Welders' lungs: union starts its own screening
Yesterday
The union has rented a bus with an X-ray machine that will visit forty workshops before summer.
Paper mill restarts with new fire doors
2 days ago
The mill had been closed since the fire that injured nine workers in its finishing hall.
""",
    (
        ("Lift engineers strike over working alone", None),
        ("Welders' lungs: union starts its own screening", None),
        ("Paper mill restarts with new fire doors", None),
    ),
)
FRENCH_BYLINES = Layout(
    """\
Accueil > Actualités
Les actualités de la fédération

Deux intérimaires brûlés à la fonderie
Publié le 12 mai 2024 à 10h15 par La rédaction
Deux intérimaires ont été brûlés par une projection de métal en fusion. La CGT dénonce l'absence de formation.
Lire la suite

Grève des égoutiers pour des détecteurs de gaz
Publié le 3 mai 2024 à 9h00 par La rédaction
Les égoutiers de la métropole demandent un détecteur de gaz pour chacun et des équipes de trois.
Lire la suite

Amiante : la cour d'appel donne raison aux dockers
Publié le 22 avril 2024 à 17h40 par La rédaction
La cour a reconnu le préjudice d'anxiété de cent vingt dockers exposés à l'amiante pendant des années.
Lire la suite
« Précédent 1 2 3 Suivant »
""",
    (
        ("Deux intérimaires brûlés à la fonderie", "2024-05-12"),
        ("Grève des égoutiers pour des détecteurs de gaz", "2024-05-03"),
        ("Amiante : la cour d'appel donne raison aux dockers", "2024-04-22"),
    ),
)
SPANISH_WRITTEN_DATES = Layout(
    """\
Sala de prensa
12 de mayo de 2024
Derrumbe en una cantera deja dos heridos
Dos trabajadores resultaron heridos al caer un talud en la cantera. El sindicato había pedido una inspección.
Leer más
28 de abril de 2024
Marcha por los muertos en el trabajo
Cientos de personas marcharon hasta el ministerio con los zapatos de quienes no volvieron a casa.
Leer más
15 de abril de 2024
Nuevo convenio para las camareras de piso
El convenio limita el número de habitaciones por turno y obliga a camas elevables en todos los hoteles.
Leer más
""",
    (
        ("Derrumbe en una cantera deja dos heridos", "2024-05-12"),
        ("Marcha por los muertos en el trabajo", "2024-04-28"),
        ("Nuevo convenio para las camareras de piso", "2024-04-15"),
    ),
)
INDONESIAN_PORTAL = Layout(
    """\
Beranda » Indeks Berita
Indeks Berita
Buruh pabrik sepatu keracunan lem, 17 dirawat
Senin, 13 Mei 2024 10:15 WIB
Nelayan pencari teripang minta pelatihan selam
Minggu, 12 Mei 2024 21:03 WIB
Ledakan ketel di pabrik tahu, pemilik diperiksa
Sabtu, 11 Mei 2024 07:40 WIB
Upah lembur sopir truk belum dibayar tiga bulan
Jumat, 10 Mei 2024 16:22 WIB
1 2 3 4 5 »
""",
    (
        ("Buruh pabrik sepatu keracunan lem, 17 dirawat", "2024-05-13"),
        ("Nelayan pencari teripang minta pelatihan selam", "2024-05-12"),
        ("Ledakan ketel di pabrik tahu, pemilik diperiksa", "2024-05-11"),
        ("Upah lembur sopir truk belum dibayar tiga bulan", "2024-05-10"),
    ),
)
ONE_LINE_TABS = Layout(
    """\
Date\tTitle\tCountry
05 May 2024\tSteelworkers trained in first aid after furnace burns\tIndia
21 Apr 2024\tCannery must pay for hearing tests of all its workers\tThailand
02 Apr 2024\tFerry crews refuse to sail without life rafts\tPhilippines
""",
    (
        ("Steelworkers trained in first aid after furnace burns", "2024-05-05"),
        ("Cannery must pay for hearing tests of all its workers", "2024-04-21"),
        ("Ferry crews refuse to sail without life rafts", "2024-04-02"),
    ),
)
MARKDOWN_LINKS = Layout(
    """\
[Skip to content](#main)

## News

- [Plastics factory evacuated for the third time](https://example.org/a) - 12 May 2024
- [Hospital laundry gets lifting aids](https://example.org/b) - 30 April 2024
- [Court: wildcat strike over heat was lawful](https://example.org/c) - 11 April 2024
""",
    (
        ("Plastics factory evacuated for the third time", "2024-05-12"),
        ("Hospital laundry gets lifting aids", "2024-04-30"),
        ("Court: wildcat strike over heat was lawful", "2024-04-11"),
    ),
)
ARTICLE_WITH_RELATED = Layout(
    """\
Quarry blast injures four | Stone Workers' News
Home > News > Safety
Quarry blast injures four
By Ana Petrov
12 May 2024
Share
Four workers were injured on Saturday when a charge went off early in a limestone quarry near the village.
"Nobody had cleared the bench," said one of them, who has worked in the quarry for eleven years.
The owner said that the blaster held a valid licence. The inspectorate has stopped all blasting for two weeks.
Tags: quarries, explosives
Related articles
Dust in the crusher hall
3 May 2024
Haul road collapses after rain
19 April 2024
Stone cutters get wet saws
2 April 2024
""",
    (("Quarry blast injures four", "2024-05-12"),),
)
EVENTS_ONLY = Layout(
    """\
Training calendar

Course on lifting and carrying
When: 3 June 2024
Venue: Union hall, second floor
The course is open to all members. Bring your own gloves and shoes with steel caps to the hall.

Seminar on noise measurement
When: 17 June 2024
Venue: Technical college
Participants learn how to read a dosimeter and what the numbers mean for their own workplace.

Workshop for new stewards
When: 1-2 July 2024
Venue: Union hall, second floor
Two days on rights, inspections and how to write down what colleagues tell about dangers.
""",
    (
        ("Course on lifting and carrying", None),
        ("Seminar on noise measurement", None),
        ("Workshop for new stewards", None),
    ),
)
LAYOUTS = {name: value for name, value in (vars() | vars(publishers_elsewhere)).items() if isinstance(value, Layout)}
