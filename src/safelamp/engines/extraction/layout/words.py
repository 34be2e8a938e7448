"""Words that pages print beside their news, in the languages that pages come in; all in lower case."""

from itertools import chain


def _every(*lines: str) -> frozenset[str]:
    return frozenset(word.strip() for line in lines for word in line.split("|"))


# A line that says only this is furniture.
ASIDES = _every(
    "jump to main content|skip to content|skip to main content|jump to content|skip to navigation|main navigation|"
    "about us|about|contact|contact us|home|menu|search|main menu|navigation|breadcrumb|you are here|site map|sitemap",
    "select language|language|languages|login|log in|sign in|sign up|register|logout|donate|join us|join|toggle navigation|"
    "share|share this|share this article|share this page|share on|tweet|print|print this page|e-mail|email|facebook|twitter",
    "x|linkedin|whatsapp|telegram|instagram|youtube|rss|pdf|download|download pdf|copy link|line|messenger|reddit|"
    "next|next page|previous|previous page|prev|first|last|older posts|newer posts|load more|show more|view all|see all",
    "back to top|top|back|close|open|filter|filters|apply|reset|sort by|sort|newest|oldest|newsletter|subscribe|cookies|"
    "accept|accept all|accept all cookies|reject|reject all|cookie settings|cookie policy|privacy policy|privacy|terms of use",
    "terms and conditions|legal notice|disclaimer|accessibility|all rights reserved|imprint|follow us|image|photo|picture|"
    "video|gallery|advertisement|ad|sponsored|leave a comment|leave a reply|no comments|comments|0 comments|reply|tags",
    "categories|category|archives|archive|recent posts|latest posts|popular|trending|resources|publications|news & events|"
    "news and events|our work|who we are|what we do|where we work|events|campaigns|english|français|español|deutsch",
    "português|العربية|bahasa indonesia|indonesia|中文|日本語|ไทย|русский|italiano|tiếng việt|한국어|فارسی|ខ្មែរ|မြန်မာ|en|fr|es",
    "id|th|ja|zh|pt|ar|fa|de|it|click here|permalink|link|external link|opens in a new window|p.s|p.s.|ps|en español|in english",
    # French
    "accueil|rechercher|recherche|suivant|précédent|page suivante|page précédente|partager|imprimer|aller au contenu|connexion|"
    "aller au contenu principal|s'abonner|se connecter|qui sommes-nous|qui sommes-nous ?|nous contacter|contactez-nous|à propos",
    "mentions légales|plan du site|fil d'ariane|tout accepter|tout refuser|adhérer|nous rejoindre|laisser un commentaire|"
    "voir tout|toutes les actualités|navigation principale|haut de page|retour|politique de confidentialité|charger plus|langue",
    # Spanish and Portuguese
    "inicio|buscar|siguiente|anterior|compartir|imprimir|quiénes somos|contacto|acerca de|menú|ir al contenido|saltar al contenido|"
    "pasar al contenido principal|iniciar sesión|suscríbete|suscribirse|aviso legal|política de privacidad|mapa del sitio|volver",
    "aceptar|rechazar|aceptar todas|deja un comentario|deja una respuesta|ver todas|ver todo|cargar más|afíliate|idioma|última|"
    "primera|página siguiente|página anterior|início|pesquisar|próximo|próxima|compartilhar|quem somos|contato|fale conosco",
    # Indonesian and Malay
    "beranda|cari|berikutnya|sebelumnya|selanjutnya|bagikan|cetak|tentang kami|hubungi kami|kontak|profil|masuk|daftar|"
    "lihat semua|muat lainnya|indeks|terkini|terpopuler|lompat ke konten|langsung ke konten|kebijakan privasi|tinggalkan komentar",
    "berita utama|redaksi|pedoman media siber|karir|kategori|laman utama|utama|hubungi|carian|unduh|halaman berikutnya",
    # Thai, Khmer, Burmese, Vietnamese
    "หน้าแรก|หน้าหลัก|เกี่ยวกับเรา|ติดต่อเรา|ติดต่อ|ค้นหา|เมนู|ถัดไป|ก่อนหน้า|แชร์|พิมพ์|เข้าสู่ระบบ|สมัครสมาชิก|ข้ามไปยังเนื้อหา|ดูทั้งหมด|"
    "เมนูหลัก|ภาษา|ทั้งหมด|กลับ|ดาวน์โหลด|แท็ก|ទំព័រដើម|អំពីយើង|ទំនាក់ទំនង|ស្វែងរក|បន្ទាប់|ចែករំលែក|ပင်မ|ဆက်သွယ်ရန်|trang chủ|giới thiệu",
    "liên hệ|tìm kiếm|chia sẻ|tiếp|trước|đăng nhập|xem tất cả",
    # Japanese, Chinese, Korean
    "ホーム|トップ|トップページ|メニュー|検索|お問い合わせ|サイトマップ|次へ|前へ|次のページ|前のページ|シェア|印刷|ログイン|会社概要|本文へ|一覧へ|一覧へ戻る|"
    "一覧を見る|ページトップへ|ページの先頭へ|本文へ移動|メインコンテンツへ|言語|プライバシーポリシー|アクセス|首页|首頁|关于我们|關於我們|联系我们|聯絡我們|搜索|搜尋",
    "菜单|下一页|上一页|下一頁|上一頁|分享|打印|登录|注册|网站地图|返回|返回顶部|返回列表|末页|尾页|当前位置|您的位置|처음|다음|이전|검색|홈|로그인|공유",
    # Persian, Arabic, Urdu
    "خانه|صفحه اصلی|صفحه نخست|درباره ما|تماس با ما|جستجو|منو|بعدی|قبلی|اشتراک گذاری|اشتراک‌گذاری|چاپ|ورود|آرشیو|پیوندها|ثبت نام|"
    "الرئيسية|الصفحة الرئيسية|من نحن|اتصل بنا|بحث|القائمة|التالي|السابق|مشاركة|طباعة|تسجيل الدخول|صفحہ اول|ہمارے بارے میں|رابطہ|تلاش",
)
# Furniture by its beginning.
ASIDE_BEGINNINGS = (
    "©", "copyright", "(c) ", "all rights reserved", "this site uses cookies", "this website uses cookies", "we use cookies", "by continuing to",
    "subscribe to", "sign up for", "sign up to", "filed under", "tags:", "tag:", "tagged", "tagged:", "share this", "share on",
    "posted in", "view all ", "see all ", "follow us", "photo:", "photo credit", "image:", "photo by", "powered by",
    "ce site utilise", "nous utilisons des cookies", "en poursuivant", "étiquettes", "mots-clés", "partager sur", "classé dans",
    "crédit photo", "este sitio", "utilizamos cookies", "usamos cookies", "etiquetas", "compartir en", "síguenos", "archivado en",
    "foto:", "todos los derechos", "situs ini menggunakan", "kami menggunakan", "bagikan ", "hak cipta", "tag :", "ikuti kami",
    "เว็บไซต์นี้ใช้คุกกี้", "แท็ก:", "สงวนลิขสิทธิ์", "ป้ายกำกับ", "当サイトでは", "このサイトでは", "タグ:", "タグ：", "标签:", "标签：", "版权所有",
    "برچسب", "کلیدواژه", "کپی رایت", "تمامی حقوق", "جميع الحقوق", "الوسوم", "vues :", "leave a comment", "navigate to",
    "you are here", "current page", "page suivante", "page précédente", "jump to", "skip to", "aller au", "saltar al", "aller à",
    "[click here]", "click here to", "toggle ", "estás aquí", "vous êtes ici", "anda di sini",
)  # fmt: skip
# What invites to read on, at the beginning of a short line or the end of a teaser.
READ_ON = (
    "read more", "read on", "read full", "read the full", "read the article", "read the story", "read article", "read story",
    "continue reading", "full story", "full article", "learn more", "more info", "more information", "find out more", "see more",
    "view more", "more details", "view details", "keep reading", "go to article", "view article",
    "lire la suite", "en lire plus", "lire plus", "lire l’article", "lire l'article", "en savoir plus", "lire le communiqué",
    "voir plus", "plus d'infos", "plus d’infos", "leer más", "leer mas", "seguir leyendo", "ver más", "más información",
    "leer noticia", "leer artículo", "leer la nota", "leer nota", "sigue leyendo", "continuar leyendo", "ver noticia",
    "leia mais", "saiba mais", "continue lendo", "ler mais", "baca selengkapnya", "baca selanjutnya", "selengkapnya", "baca juga",
    "lanjutkan membaca", "baca lebih lanjut", "baca lagi", "lihat selengkapnya", "lihat detail", "simak selengkapnya", "mehr lesen",
    "weiterlesen", "leggi tutto", "continua a leggere", "lees meer", "devamını oku", "czytaj więcej", "xem thêm", "đọc tiếp",
    "xem chi tiết", "magbasa pa", "อ่านต่อ", "อ่านเพิ่มเติม", "อ่านรายละเอียด", "ดูเพิ่มเติม", "รายละเอียดเพิ่มเติม", "คลิกอ่าน",
    "អានបន្ថែម", "អានបន្ត", "ဆက်ဖတ်ရန်", "ဆက်လက်ဖတ်ရှုရန်", "続きを読む", "もっと見る", "詳しく見る", "詳細を見る", "詳細はこちら", "詳しくはこちら", "全文を読む",
    "阅读更多", "阅读全文", "查看更多", "查看详情", "[详细]", "閱讀更多", "閱讀全文", "了解更多", "더 보기", "더보기", "자세히 보기", "читать далее",
    "подробнее", "ادامه مطلب", "بیشتر بخوانید", "ادامه خبر", "متن کامل", "المزيد", "اقرأ المزيد", "اقرأ أيضا", "قراءة المزيد",
    "مزید پڑھیں", "और पढ़ें", "আরও পড়ুন", "বিস্তারিত",
)  # fmt: skip
READ_ON_ALONE = _every(
    "details|more|read|view|découvrir|ادامه|مشاهده|详细|chi tiết|plus|más|lengkap|mehr|続き|detail|detail berita"
)
# Heads a part of a page with things to come.
COMING = _every(
    "upcoming events|events|upcoming|event calendar|calendar|calendar of events|agenda|upcoming trainings|upcoming webinars|diary|"
    "événements à venir|prochains événements|agenda syndical|calendrier|próximos eventos|eventos|calendario|agenda de eventos|"
    "próximas actividades|agenda kegiatan|acara mendatang|kalender kegiatan|kalender|กิจกรรมที่กำลังจะมาถึง|ปฏิทินกิจกรรม|ปฏิทิน|イベント|イベント情報|今後の予定|"
    "活动预告|近期活动|日程|رویدادها|تقویم|الفعاليات|الأحداث القادمة|sự kiện|lịch"
)
# A page that tells only why it shows nothing.
NOTHING_HERE = (
    "404", "page not found", "not found", "page introuvable", "erreur 404", "error 404", "página no encontrada", "halaman tidak ditemukan",
    "tidak ditemukan", "access denied", "forbidden", "403", "just a moment", "checking your browser", "please enable javascript",
    "verify you are human", "are you a robot", "log in to continue", "please log in", "you must be logged in", "this page is for members",
    "members only", "session expired", "service unavailable", "internal server error", "500", "502 bad gateway", "acceso denegado",
    "accès refusé", "akses ditolak", "connectez-vous pour", "inicia sesión para", "silakan masuk", "ไม่พบหน้า", "ページが見つかりません",
    "お探しのページ", "页面不存在", "找不到页面", "صفحه یافت نشد", "الصفحة غير موجودة", "no results", "aucun résultat", "no se encontraron", "sin resultados",
    "tidak ada hasil", "nothing found", "domain for sale", "this domain", "under construction", "under maintenance", "coming soon",
    "subscribe to read", "subscribers only", "to continue reading", "create an account", "page non trouvée",
)  # fmt: skip
# Where an article has ended and the page goes on with others.
AFTER_ARTICLE = (
    "pos-pos terbaru", "arsip", "archives", "archive", "entradas recientes", "articles récents", "archivos", "related", "related articles", "related news", "related posts", "related stories", "related content", "you may also like",
    "you might also like", "more news", "more stories", "more articles", "more from", "latest news", "recent news", "recent posts",
    "read also", "read next", "see also", "also read", "other news", "most read", "most popular", "trending", "recommended",
    "share this", "leave a reply", "leave a comment", "post a comment", "comments", "post navigation", "previous post", "next post",
    "previous article", "next article", "about the author", "tags", "tags:", "topics:", "regions:", "further reading", "news archive",
    "articles liés", "à lire aussi", "a lire aussi", "lire aussi", "sur le même sujet", "articles similaires", "dans la même rubrique",
    "voir aussi", "actualités liées", "autres actualités", "dernières actualités", "commentaires", "laisser un commentaire", "étiquettes",
    "noticias relacionadas", "artículos relacionados", "te puede interesar", "también te puede interesar", "lea también",
    "más noticias", "últimas noticias", "otras noticias", "contenido relacionado", "comentarios", "deja un comentario",
    "deja una respuesta", "entradas relacionadas", "le puede interesar", "relacionados", "etiquetas", "leia também", "notícias relacionadas",
    "veja também", "baca juga", "berita terkait", "artikel terkait", "berita lainnya", "artikel lainnya", "berita terbaru",
    "tinggalkan balasan", "tinggalkan komentar", "komentar", "terpopuler", "bagikan", "bagikan ini", "rekomendasi", "ข่าวที่เกี่ยวข้อง",
    "บทความที่เกี่ยวข้อง", "ข่าวอื่นๆ", "ข่าวล่าสุด", "อ่านเพิ่มเติม", "แสดงความคิดเห็น", "関連記事", "関連ニュース", "関連リンク", "最新記事", "最新ニュース",
    "おすすめ記事", "あわせて読みたい", "相关新闻", "相关阅读", "相关文章", "相关链接", "延伸阅读", "最新文章", "热门", "상관기사", "관련기사", "اخبار مرتبط",
    "مطالب مرتبط", "بیشتر بخوانید", "دیدگاه", "نظرات", "ارسال نظر", "آخرین اخبار", "أخبار ذات صلة", "مواضيع ذات صلة", "اقرأ أيضا",
    "اقرأ أيضاً", "التعليقات", "tin liên quan", "bài viết liên quan", "tin khác",
)  # fmt: skip
KINDS = _every(
    "press release|press releases|news|news item|news release|news article|latest news|breaking news|video|videos|statement|statements|"
    "feature|feature article|features|article|articles|blog|blog post|opinion|editorial|report|reports|publication|interview|photo",
    "photo gallery|photos|podcast|event|meeting|story|stories|announcement|announcements|media release|media advisory|solidarity|"
    "joint statement|open letter|letter|briefing|bulletin|newsletter|campaign|campaign update|case study|factsheet|fact sheet|guide|alert",
    "urgent action|action alert|update|news brief|in brief|analysis|commentary|column|research|resource|training|webinar|speech|"
    "safety alert|hazard alert|circular|notice|press statement|news update|multimedia|audio|toolkit|policy brief|annual report",
    "communiqué|communiqués|communiqué de presse|communiqués de presse|actualité|actualités|reportage|déclaration|vidéo|vidéos|tribune",
    "dossier|entretien|point de vue|brève|brèves|tract|lettre|rapport|étude|éditorial|comunicado|comunicados|comunicado de prensa",
    "noticia|noticias|nota de prensa|entrevista|reportaje|declaración|informe|opinión|boletín|artículo|crónica|análisis|notícia|notícias",
    "nota|nota pública|comunicado à imprensa|siaran pers|berita|artikel|pernyataan|pernyataan sikap|rilis|rilis pers|opini|laporan|kabar|liputan",
    "pengumuman|wawancara|kolom|editorial|press statement|kenyataan media|ข่าว|ข่าวประชาสัมพันธ์|แถลงการณ์|บทความ|ประกาศ|รายงาน|วิดีโอ|กิจกรรม",
    "สัมภาษณ์|プレスリリース|ニュース|お知らせ|声明|談話|見解|コラム|報告|動画|イベント|新着情報|トピックス|新闻|新聞|新闻稿|新聞稿|公告|通知|声明|评论|报告|视频|通知公告",
    "اخبار|خبر|بیانیه|گزارش|یادداشت|مصاحبه|اطلاعیه|ویدئو|مقاله|تحلیل|بيان|بيان صحفي|خبر صحفي|تقرير|مقال|thông cáo báo chí|tin tức|tin|bài viết",
    "ព័ត៌មាន|សេចក្តីថ្លែងការណ៍|သတင်း|ကြေညာချက်|보도자료|성명|뉴스|공지|новости|заявление|пресс-релиз|pressemitteilung|meldung|comunicato stampa",
)
BY = (
    "by ", "by: ", "author:", "author ", "written by", "posted by", "submitted by", "published by", "source:", "reported by", "from ",
    "editor:", "editors:", "words:", "text:", "par ", "par : ", "auteur", "rédaction", "rédigé par", "publié par", "source :", "por ",
    "por: ", "autor:", "autora:", "redacción", "publicado por", "fuente:", "escrito por", "oleh ", "oleh: ", "oleh : ", "penulis", "editor :",
    "reporter", "sumber:", "sumber :", "laporan ", "redaksi", "โดย", "ผู้เขียน", "ที่มา", "文：", "文/", "取材", "執筆", "著者", "記者", "作者", "来源",
    "來源", "责任编辑", "编辑", "نویسنده", "منبع", "خبرنگار", "بقلم", "المصدر", "كتب", "tác giả", "nguồn", "von ", "di ", "autore", "yazar",
)  # fmt: skip
PLACE_WORDS = (
    "venue", "location", "where:", "place:", "lieu", "où :", "lugar", "dónde", "sede:", "tempat", "lokasi", "สถานที่", "会場", "場所", "開催場所",
    "地点", "地點", "محل", "مکان", "المكان", "register now", "register here", "registration", "inscription", "inscripción", "pendaftaran", "add to calendar",
    "ลงทะเบียน", "participants:", "organiser:", "organizer:", "agenda:",
)  # fmt: skip
EVENT_WORDS = (
    "when:", "when ", "event date", "event:", "date & time", "date and time", "date/time", "time:", "deadline", "starts", "start date",
    "begins", "closing date", "from:", "save the date", "date de l'événement", "date de l’événement", "quand :", "date limite", "date :",
    "fecha del evento", "cuándo", "fecha límite", "fecha y hora", "plazo", "tanggal acara", "waktu", "hari/tanggal", "hari, tanggal",
    "batas waktu", "วันที่จัด", "วันจัดงาน", "กำหนดการ", "ระหว่างวันที่", "開催日", "日時", "締切", "活动时间", "时间：", "时间:", "会议时间", "截止",
    "زمان", "تاریخ برگزاری", "مهلت", "الموعد", "موعد", "upcoming", "held on", "effective", "expires", "valid until",
)  # fmt: skip
ALL_KINDS_LENGTH = max(map(len, chain(KINDS, ASIDES)))
