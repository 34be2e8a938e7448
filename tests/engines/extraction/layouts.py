"""Pages in layouts and languages that no sample page has. Their news is made up."""

# ruff: noqa: E501  # one paragraph of a page is one line

DATE_OVER_HEADLINE = """\
Latest news

12 May 2024

Explosion at fireworks plant kills nine

At least nine workers were killed and 12 injured in an explosion at a fireworks factory in Sivakasi, Tamil Nadu, on 10 May.

3 May 2024

Union signs first agreement with brick kiln owners

The agreement covers 4,500 workers in 21 kilns and was signed on 1 May in Lahore.

28 April 2024

Workers' Memorial Day marked in 40 cities

Unions in Indonesia held vigils on 28 April in Jakarta, Bandung and 38 other cities.
"""

FRENCH = """\
Actualités
Résultats 1 à 3 sur 27

Effondrement d'une mine au Mali : au moins 48 morts
Publié le 17 février 2025
Au moins 48 personnes, en majorité des femmes, sont mortes dans l'effondrement d'une mine d'or artisanale près de Kangaba, dans l'ouest du Mali.
Lire la suite

Les dockers de Dakar en grève pour la sécurité
Publié le 3 février 2025
Quelque 2 500 dockers ont cessé le travail lundi au port de Dakar pour réclamer des équipements de protection.
Lire la suite

Le Sénégal ratifie la convention n° 155
Publié le 21 janvier 2025
Le gouvernement a déposé l'instrument de ratification de la convention n° 155 auprès de l'OIT.
Lire la suite
"""

SPANISH = """\
Noticias
Mostrando 1-3 de 112 resultados

Comunicado de prensa
Tres mineros mueren tras derrumbe en Coahuila
05/03/2024
SABINAS, México - Tres mineros murieron el lunes al derrumbarse un pozo de carbón. Otros dos resultaron heridos.

Comunicado de prensa
Trabajadores de Antofagasta inician huelga
28/02/2024
Unos 1.200 trabajadores iniciaron una huelga indefinida en una mina de cobre en Antofagasta, Chile.

Noticia
Perú ratifica el Convenio núm. 190
12/02/2024
El Perú depositó la ratificación del Convenio núm. 190 de la OIT sobre la violencia y el acoso.
"""

DATE_BEFORE_HEADLINE = """\
Press releases
2024-05-02 | Garment workers in Dhaka win fire safety training
2024-04-19 | Seven dead after crane collapse in Busan shipyard
2024-04-02 | Union demands inspection after boiler explosion in Gazipur
2024-03-11 | Federation of mine workers holds congress in Johannesburg
"""

DATE_BEHIND_HEADLINE = """\
News archive
Garment workers in Dhaka win fire safety training (2 May 2024)
Seven dead after crane collapse in Busan shipyard (19 April 2024)
Union demands inspection after boiler explosion in Gazipur (2 April 2024)
"""

WITHOUT_DATES = """\
Home
About us
Miners trapped in Hwange rescued after two days

Rescue teams brought 11 miners to the surface on Sunday after they had been trapped for two days in a flooded shaft near Hwange, Zimbabwe.

Textile workers march in Phnom Penh

More than 3,000 garment workers marched through Phnom Penh to demand a higher minimum wage and safe buses to work.

Asbestos ban demanded in Jakarta

Unions and victims' groups handed a petition to the Ministry of Manpower demanding a ban on chrysotile asbestos.

New committee for dock safety in Chittagong

The port authority and three unions agreed to set up a joint safety committee, the first of its kind in Bangladesh.
"""

INDONESIAN = """\
Berita
Menampilkan 1-2 dari 38 hasil
Ledakan tungku smelter di Morowali, 21 pekerja tewas
Senin, 25 Desember 2023
Sebanyak 21 pekerja tewas dan 38 luka-luka akibat ledakan tungku smelter nikel di Morowali, Sulawesi Tengah.
Baca selengkapnya
Buruh Bekasi mogok menuntut kenaikan upah
Kamis, 30 November 2023
Sekitar 10.000 buruh mogok kerja di kawasan industri Bekasi menuntut kenaikan upah 15 persen.
Baca selengkapnya
"""

THAI = """\
ข่าวประชาสัมพันธ์

โรงงานพลุระเบิดที่สุพรรณบุรี คนงานเสียชีวิต 23 คน
18 มกราคม 2567
เกิดเหตุระเบิดที่โรงงานพลุในจังหวัดสุพรรณบุรี เมื่อวันที่ 17 มกราคม 2567 มีผู้เสียชีวิต 23 คน และไม่มีผู้รอดชีวิต

สหภาพแรงงานเรียกร้องให้ขึ้นค่าจ้างขั้นต่ำ
5 มกราคม 2567
สหภาพแรงงานในกรุงเทพเรียกร้องให้ปรับค่าจ้างขั้นต่ำเป็น 492 บาทต่อวันทั่วประเทศไทย โดยมีตัวแทนเข้าร่วม 120 คน

คนงานก่อสร้าง 5 คนบาดเจ็บจากนั่งร้านถล่มในระยอง
๒ มกราคม ๒๕๖๗
นั่งร้านถล่มที่ไซต์ก่อสร้างในจังหวัดระยอง ทำให้คนงานบาดเจ็บ 5 คน ถูกนำส่งโรงพยาบาลในพื้นที่ทันที
"""

JAPANESE = """\
ニュース一覧
2024年5月10日
建設現場で足場が崩れ作業員3人死亡 東京都
10日午前、東京都の建設現場で足場が崩れ、作業員3人が死亡、2人が負傷した。警視庁が原因を調べている。
2024年4月22日
自動車工場の労働組合が賃上げで妥結
愛知県の自動車工場の労働組合は22日、平均で月額1万2000円の賃上げで会社側と妥結したと発表した。
"""

PERSIAN = """\
اخبار
انفجار در معدن زغال‌سنگ طبس
۱ مهر ۱۴۰۳
در انفجار معدن زغال‌سنگ طبس دست‌کم ۵۲ کارگر کشته و ۲۰ نفر مجروح شدند. علت حادثه نشت گاز متان اعلام شده است.
اعتصاب کارگران نیشکر هفت‌تپه
۱۵ شهریور ۱۴۰۳
کارگران نیشکر هفت‌تپه برای سومین روز پیاپی در اعتراض به پرداخت نشدن دستمزد دست به اعتصاب زدند و خواهان امنیت شدند.
"""

ARTICLE = """\
Fire in Karachi garment factory kills two

Karachi, 14 June 2024 - Two workers, including a 19-year-old helper, were killed and 15 others injured when a fire broke out in a garment factory in Karachi at 3 p.m. on Thursday, rescue officials said.

The exits on the ground floor were locked, survivors told the National Trade Union Federation. It was the 14th fatality in the district in 2024.

"No worker should die for a pair of jeans," said the union. Pakistan has not ratified Convention No. 155. Plot no. 56 had no licence since 2019.
"""
