"""Layouts of publishers in other scripts and further languages, all invented."""

from tests.engines.extraction.layout_kind import Layout

CHINESE_LIST = Layout(
    """\
首页 > 新闻动态
新闻动态
· 化工厂夜班爆炸致三人受伤 工会要求公开调查 2024-05-12
· 建筑工人尘肺病赔偿案开庭审理 2024-04-30
· 外卖骑手要求雨天停止派单并提供雨具 2024-04-18
上一页 1 2 3 下一页
""",
    (
        ("化工厂夜班爆炸致三人受伤 工会要求公开调查", "2024-05-12"),
        ("建筑工人尘肺病赔偿案开庭审理", "2024-04-30"),
        ("外卖骑手要求雨天停止派单并提供雨具", "2024-04-18"),
    ),
)
JAPANESE_LIST = Layout(
    """\
お知らせ一覧
2024.05.12 声明 造船所での転落死亡事故に抗議する声明を出しました
2024.04.28 イベント報告 労働災害犠牲者追悼の日に120人が集まりました
2024.04.03 お知らせ 石綿の健康相談を毎月第一水曜日に開きます
""",
    (
        ("造船所での転落死亡事故に抗議する声明を出しました", "2024-05-12"),
        ("労働災害犠牲者追悼の日に120人が集まりました", "2024-04-28"),
        ("石綿の健康相談を毎月第一水曜日に開きます", "2024-04-03"),
    ),
)
ARABIC = Layout(
    """\
الرئيسية
أخبار النقابة
وفاة عاملين اختناقا في صهريج بميناء صفاقس
12 مايو 2024
لقي عاملان حتفهما اختناقا داخل صهريج لنقل الزيوت في الميناء، وطالبت النقابة بفتح تحقيق عاجل.
اقرأ المزيد
إضراب عمال المناجم من أجل معدات الوقاية
3 أبريل 2024
دخل نحو أربعمائة عامل في إضراب مفتوح للمطالبة بأقنعة واقية من الغبار وبفحص طبي دوري.
اقرأ المزيد
توقيع اتفاقية جديدة للسلامة في مصانع النسيج
20 مارس 2024
وقعت النقابة اتفاقية مع أصحاب المصانع تنص على مخارج آمنة وتدريب العمال على مكافحة الحرائق.
اقرأ المزيد
""",
    (
        ("وفاة عاملين اختناقا في صهريج بميناء صفاقس", "2024-05-12"),
        ("إضراب عمال المناجم من أجل معدات الوقاية", "2024-04-03"),
        ("توقيع اتفاقية جديدة للسلامة في مصانع النسيج", "2024-03-20"),
    ),
)
VIETNAMESE = Layout(
    """\
Trang chủ
Tin tức công đoàn
Sập giàn giáo tại công trường, ba công nhân bị thương
Ngày 12 tháng 5 năm 2024
Ba công nhân bị thương khi giàn giáo đổ sập vào sáng Chủ nhật. Công đoàn yêu cầu dừng thi công để kiểm tra.
Xem thêm
Công nhân may được tăng phụ cấp nắng nóng
Ngày 28 tháng 4 năm 2024
Sau hai tuần thương lượng, nhà máy đồng ý trả thêm phụ cấp cho những ngày nhiệt độ vượt quá 35 độ.
Xem thêm
Tập huấn an toàn điện cho thợ lắp đặt
Ngày 9 tháng 4 năm 2024
Sáu mươi thợ lắp đặt đã học cách khóa nguồn và kiểm tra không điện trước khi làm việc.
Xem thêm
""",
    (
        ("Sập giàn giáo tại công trường, ba công nhân bị thương", "2024-05-12"),
        ("Công nhân may được tăng phụ cấp nắng nóng", "2024-04-28"),
        ("Tập huấn an toàn điện cho thợ lắp đặt", "2024-04-09"),
    ),
)
PORTUGUESE = Layout(
    """\
Início
Notícias
12/05/2024 14h30
Explosão em silo mata dois trabalhadores no Paraná
Dois trabalhadores morreram na explosão de um silo de grãos. O sindicato cobra ventilação e treinamento.
Leia mais
25/04/2024 09h10
Entregadores param por seguro contra acidentes
Entregadores de aplicativo pararam em sete capitais para exigir seguro e pontos de apoio.
Leia mais
""",
    (
        ("Explosão em silo mata dois trabalhadores no Paraná", "2024-05-12"),
        ("Entregadores param por seguro contra acidentes", "2024-04-25"),
    ),
)
SPANISH_DAYS_WITHOUT_YEAR = Layout(
    """\
Noticias del sindicato
- 12 mayo - Incendio en una fábrica de colchones deja tres heridos
- 3 mayo - Los mineros de carbón firman un nuevo convenio
- 28 abril - Marcha por los muertos en el trabajo en la capital
""",
    (
        ("Incendio en una fábrica de colchones deja tres heridos", "--05-12"),
        ("Los mineros de carbón firman un nuevo convenio", "--05-03"),
        ("Marcha por los muertos en el trabajo en la capital", "--04-28"),
    ),
)
DIGEST = Layout(
    """\
Safety digest, May 2024

• Pakistan: Two miners died when a coal pit collapsed near Quetta on 3 May. The union asks for an inquiry.
• India: A boiler exploded in a sugar mill in Uttar Pradesh on 5 May. Nine workers were injured by steam.
• Peru: 14 farm workers were poisoned by a pesticide in Ica. Eleven of them are still in hospital there.
""",
    (
        ("Pakistan: Two miners died when a coal pit collapsed near Quetta on 3 May.", None),
        ("India: A boiler exploded in a sugar mill in Uttar Pradesh on 5 May.", None),
        ("Peru: 14 farm workers were poisoned by a pesticide in Ica.", None),
    ),
)
