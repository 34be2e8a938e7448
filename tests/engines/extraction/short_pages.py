"""Short pages of invented news, and what each of them holds."""

DATED: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "two": (
        (
            "Fire in a mill\n\n"
            "12 May 2024\n\n"
            "Two workers died in a fire at a mill in Multan, Pakistan.\n\n"
            "Strike at a port\n\n"
            "3 April 2024\n\n"
            "Dockers went on strike in Lomé, Togo.\n"
        ),
        [("Fire in a mill", "2024-05-12"), ("Strike at a port", "2024-04-03")],
    ),
    "two, date over": (
        (
            "12 May 2024\n\n"
            "Fire in a mill\n\n"
            "Two workers died in a fire at a mill in Multan, Pakistan.\n\n"
            "3 April 2024\n\n"
            "Strike at a port\n\n"
            "Dockers went on strike in Lomé, Togo.\n"
        ),
        [("Fire in a mill", "2024-05-12"), ("Strike at a port", "2024-04-03")],
    ),
    "Thai": (
        (
            "ไฟไหม้โรงงานระยอง\n\n"
            "12 พฤษภาคม 2567\n\n"
            "คนงานสองคนเสียชีวิตจากเหตุไฟไหม้โรงงานที่จังหวัดระยอง\n\n"
            "นั่งร้านถล่มที่ชลบุรี\n\n"
            "3 เมษายน 2567\n\n"
            "คนงานก่อสร้างห้าคนบาดเจ็บจากนั่งร้านถล่ม\n"
        ),
        [("ไฟไหม้โรงงานระยอง", "2024-05-12"), ("นั่งร้านถล่มที่ชลบุรี", "2024-04-03")],
    ),
    "Japanese": (
        (
            "製鉄所で火災\n\n"
            "2024年5月12日\n\n"
            "千葉県の製鉄所で火災があり、作業員2人が死亡した。\n\n"
            "足場が崩れる\n\n"
            "2024年4月3日\n\n"
            "東京都の建設現場で足場が崩れ、3人がけがをした。\n"
        ),
        [("製鉄所で火災", "2024-05-12"), ("足場が崩れる", "2024-04-03")],
    ),
    "Persian": (
        (
            "آتش‌سوزی در کارخانه\n\n"
            "۲۳ اردیبهشت ۱۴۰۳\n\n"
            "دو کارگر در آتش‌سوزی کارخانه‌ای در تهران کشته شدند.\n\n"
            "اعتصاب در بندر\n\n"
            "۱۵ فروردین ۱۴۰۳\n\n"
            "کارگران بندر بوشهر دست به اعتصاب زدند.\n"
        ),
        [("آتش‌سوزی در کارخانه", "2024-05-12"), ("اعتصاب در بندر", "2024-04-03")],
    ),
}
NOTICES: dict[str, tuple[str, str]] = {
    "two words": (("Strike ends\n\nThe union and the mill signed an agreement on Monday.\n"), "Strike ends"),
    "Thai": (("โรงงานหยุดงาน\n\nคนงานโรงงานสิ่งทอในจังหวัดระยองหยุดงานเพื่อเรียกร้องความปลอดภัย\n"), "โรงงานหยุดงาน"),
    "Japanese": (("製鉄所で火災\n\n千葉県の製鉄所で火災があり、作業員2人が死亡した。\n"), "製鉄所で火災"),
}
PAIRS: dict[str, tuple[str, list[str]]] = {
    "two": (
        (
            "Roof fall kills two\n\n"
            "Two miners were killed when a roof fell in a mine near Quetta, the union said.\n\n"
            "Crane topples\n\n"
            "A crane toppled at the port of Lomé and hurt a docker, officials said.\n"
        ),
        ["Roof fall kills two", "Crane topples"],
    ),
    "three": (
        (
            "Roof fall kills two\n\n"
            "Two miners were killed near Quetta.\n\n"
            "Crane topples\n\n"
            "A crane toppled at the port of Lomé.\n\n"
            "Fire in a mill\n\n"
            "Two workers died in a fire.\n"
        ),
        ["Roof fall kills two", "Crane topples", "Fire in a mill"],
    ),
    "Thai": (
        (
            "ไฟไหม้โรงงานระยอง\n\n"
            "คนงานสองคนเสียชีวิตจากเหตุไฟไหม้โรงงานที่จังหวัดระยองเมื่อคืนวันอาทิตย์\n\n"
            "นั่งร้านถล่มที่ชลบุรี\n\n"
            "คนงานก่อสร้างห้าคนบาดเจ็บจากนั่งร้านถล่มในจังหวัดชลบุรีเมื่อเช้านี้\n"
        ),
        ["ไฟไหม้โรงงานระยอง", "นั่งร้านถล่มที่ชลบุรี"],
    ),
    "Japanese": (
        (
            "製鉄所で火災\n\n"
            "千葉県の製鉄所で火災があり、作業員2人が死亡した。\n\n"
            "足場が崩れる\n\n"
            "東京都の建設現場で足場が崩れ、3人がけがをした。\n"
        ),
        ["製鉄所で火災", "足場が崩れる"],
    ),
    "Chinese": (
        (
            "煤矿发生瓦斯爆炸\n\n"
            "山西一煤矿发生瓦斯爆炸，五名矿工死亡。\n\n"
            "工厂起火\n\n"
            "广东东莞一家工厂起火，两名工人受伤。\n"
        ),
        ["煤矿发生瓦斯爆炸", "工厂起火"],
    ),
    "Persian": (
        (
            "آتش‌سوزی در کارخانه\n\n"
            "دو کارگر در آتش‌سوزی کارخانه‌ای در تهران کشته شدند.\n\n"
            "اعتصاب در بندر\n\n"
            "کارگران بندر بوشهر دست به اعتصاب زدند.\n"
        ),
        ["آتش‌سوزی در کارخانه", "اعتصاب در بندر"],
    ),
}
DIGESTS: dict[str, tuple[str, list[str]]] = {
    "bold place": (
        (
            "**Multan**: Two workers died when a boiler burst at a textile mill on Sunday. The owner fled.\n\n"
            "**Quetta**: A roof fall killed three miners in a coal mine. The mine had no licence.\n\n"
            "**Lomé**: A docker was hurt by a falling crate. The union asks for helmets.\n"
        ),
        [
            "Two workers died when a boiler burst at a textile mill on Sunday.",
            "A roof fall killed three miners in a coal mine.",
            "A docker was hurt by a falling crate.",
        ],
    ),
    "place and colon": (
        (
            "Accidents of the week\n\n"
            "Multan: Two workers died when a boiler burst at a textile mill on Sunday. The owner fled.\n\n"
            "Quetta: A roof fall killed three miners in a coal mine. The mine had no licence.\n\n"
            "Lomé: A docker was hurt by a falling crate. The union asks for helmets for everybody.\n"
        ),
        [
            "Multan: Two workers died when a boiler burst at a textile mill on Sunday.",
            "Quetta: A roof fall killed three miners in a coal mine.",
            "Lomé: A docker was hurt by a falling crate.",
        ],
    ),
    "capitals": (
        (
            "BOILER BURST IN MULTAN. Two workers died when a boiler burst at a textile mill on Sunday.\n\n"
            "ROOF FALL IN QUETTA. A roof fall killed three miners in a coal mine without a licence.\n\n"
            "DOCKER HURT IN LOME. A docker was hurt by a falling crate and taken to a hospital in town.\n"
        ),
        ["BOILER BURST IN MULTAN", "ROOF FALL IN QUETTA", "DOCKER HURT IN LOME"],
    ),
    "date inside": (
        (
            "On 12 May 2024 two workers died when a boiler burst at a textile mill in Multan. The owner fled.\n\n"
            "On 13 May 2024 a roof fall killed three miners in a coal mine near Quetta. It had no licence.\n\n"
            "On 15 May 2024 a docker was hurt by a falling crate in Lomé. The union asks for helmets.\n"
        ),
        [
            "On 12 May 2024 two workers died when a boiler burst at a textile mill in Multan.",
            "On 13 May 2024 a roof fall killed three miners in a coal mine near Quetta.",
            "On 15 May 2024 a docker was hurt by a falling crate in Lomé.",
        ],
    ),
    "bullets with a colon": (
        (
            "• Boiler bursts in Multan: Two workers died when a boiler burst at a textile mill on Sunday.\n"
            "• Roof fall near Quetta: A roof fall killed three miners in a coal mine without a licence.\n"
            "• Docker hurt in Lomé: A docker was hurt by a falling crate and taken to a hospital.\n"
        ),
        ["Boiler bursts in Multan", "Roof fall near Quetta", "Docker hurt in Lomé"],
    ),
    "sections": (
        (
            "Asia\n\n"
            "Multan: Two workers died when a boiler burst at a textile mill on Sunday. The owner fled.\n\n"
            "Quetta: A roof fall killed three miners in a coal mine. The mine had no licence.\n\n"
            "Africa\n\n"
            "Lomé: A docker was hurt by a falling crate. The union asks for helmets for everybody.\n\n"
            "Lagos: Four buses burned in a depot at night. Two drivers were injured by the smoke.\n"
        ),
        [
            "Multan: Two workers died when a boiler burst at a textile mill on Sunday.",
            "Quetta: A roof fall killed three miners in a coal mine.",
            "Lomé: A docker was hurt by a falling crate.",
            "Lagos: Four buses burned in a depot at night.",
        ],
    ),
    "Chinese": (
        (
            "山西：一煤矿发生瓦斯爆炸，五名矿工死亡，矿主已被警方控制，当地工会要求停产检查。\n\n"
            "广东：东莞一家工厂起火，两名工人受伤，消防部门正在调查火灾的原因，工会已到现场。\n\n"
            "浙江：一建筑工地塔吊倒塌，三名工人死亡，工地已经停工，工会要求公布调查的结果。\n"
        ),
        [
            "山西：一煤矿发生瓦斯爆炸，五名矿工死亡，矿主已被警方控制，当地工会要求停产检查。",
            "广东：东莞一家工厂起火，两名工人受伤，消防部门正在调查火灾的原因，工会已到现场。",
            "浙江：一建筑工地塔吊倒塌，三名工人死亡，工地已经停工，工会要求公布调查的结果。",
        ],
    ),
}
ARTICLES: dict[str, str] = {
    "long": (
        "Mill owners agree to fire drills after the fatal blaze of April\n\n"
        + "The owners signed an agreement with the union on Monday after long talks. " * 5
        + "\n\n"
        + "The talks lasted three weeks and were led by the ministry of labour. " * 3
        + "\n\n"
        + "The union will watch it closely this year. " * 3
        + "\n\n"
        + "Background\n\n"
        + "In April nine workers died in the mill when exits were locked at night. " * 3
        + "\n\n"
        + "What happens next\n\n"
        + "The first drill will be held in June in all halls of the mill, the union says. " * 2
        + "\n"
    ),
    "short parts": (
        "Mill owners agree to fire drills after blaze\n\n"
        + "The owners signed an agreement with the union on Monday after long talks. " * 3
        + "\n\n"
        + "Background\n\n"
        + "In April nine workers died in the mill when exits were locked at night. " * 3
        + "\n\n"
        + "Next steps\n\n"
        + "The first drill will be held in June in all halls of the mill. " * 3
        + "\n"
    ),
    "questions and answers": (
        "Talk with the union\n\n"
        "Question: How did the fire in the mill begin, and who was there that night to help?\n\n"
        "Answer: It began in the store where the cotton lies, and nobody was there to help us out.\n\n"
        "Question: What do you ask from the owner of the mill and from the ministry of labour?\n\n"
        "Answer: We ask for open exits, for drills each month, and for pay for the families.\n"
    ),
}
NO_NEWS: dict[str, str] = {
    "login": (
        "MembersNet\n\n"
        "Sign in to continue\n\n"
        "You need to type your word to read circulars.\n\n"
        "Remember me on this computer\n\n"
        "Forgotten your word\n\n"
        "Not a member yet\n"
    ),
    "wall": ("Welcome\n\nLog in to continue reading.\n"),
}
