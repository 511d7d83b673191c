"""Month names as news pages print them, full and cut, in the case forms that dates take."""

from __future__ import annotations

from typing import Final

_NAMES: Final = {
    "en": "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|"
    "september sept sep|october oct|november nov|december dec",
    "de": "januar jänner jan|februar feber feb|märz mär mrz maerz|april apr|mai|juni jun|juli jul|"
    "august aug|september sept sep|oktober okt|november nov|dezember dez",
    "fr": "janvier janv|février févr fév fevrier|mars|avril avr|mai|juin|juillet juil|août aout|"
    "septembre sept|octobre oct|novembre nov|décembre déc decembre",
    "es": "enero ene|febrero feb|marzo mar|abril abr|mayo may|junio jun|julio jul|agosto ago|"
    "septiembre setiembre sept sep set|octubre oct|noviembre nov|diciembre dic",
    "it": "gennaio gen|febbraio feb|marzo mar|aprile apr|maggio mag|giugno giu|luglio lug|"
    "agosto ago|settembre set|ottobre ott|novembre nov|dicembre dic",
    "pt": "janeiro jan|fevereiro fev|março mar|abril abr|maio mai|junho jun|julho jul|agosto ago|"
    "setembro set|outubro out|novembro nov|dezembro dez",
    "ca": "gener gen|febrer|març|abril|maig|juny|juliol|agost|setembre|octubre|novembre|desembre",
    "nl": "januari jan|februari feb|maart mrt|april apr|mei|juni jun|juli jul|augustus aug|"
    "september sep|oktober okt|november nov|december dec",
    "pl": "stycznia styczeń sty|lutego luty lut|marca marzec|kwietnia kwiecień kwi|maja maj|"
    "czerwca czerwiec cze|lipca lipiec lip|sierpnia sierpień sie|września wrzesień wrz|"
    "października październik paź|listopada listopad lis|grudnia grudzień gru",
    "cs": "ledna leden|února únor|března březen|dubna duben|května květen|června červen|"
    "července červenec|srpna srpen|září|října říjen|listopadu listopad|prosince prosinec",
    "sk": "januára január|februára február|marca marec|apríla apríl|mája máj|júna jún|júla júl|"
    "augusta august|septembra|októbra október|novembra|decembra",
    "sl": "januarja|februarja|marca marec|aprila|maja|junija|julija|avgusta avgust|septembra|"
    "oktobra|novembra|decembra",
    "hr": "siječnja siječanj|veljače veljača|ožujka ožujak|travnja travanj|svibnja svibanj|"
    "lipnja lipanj|srpnja srpanj|kolovoza kolovoz|rujna rujan|listopada|studenoga studeni|"
    "prosinca prosinac",
    "sr": "januara|februara|marta|aprila|maja|juna|jula|avgusta|septembra|oktobra|novembra|"
    "decembra",
    "ru": "января январь янв|февраля февраль фев|марта март мар|апреля апрель апр|мая май|"
    "июня июнь июн|июля июль июл|августа август авг|сентября сентябрь сен сент|"
    "октября октябрь окт|ноября ноябрь ноя нояб|декабря декабрь дек",
    "uk": "січня січень|лютого лютий|березня березень|квітня квітень|травня травень|"
    "червня червень|липня липень|серпня серпень|вересня вересень|жовтня жовтень|"
    "листопада листопад|грудня грудень",
    "bg": "януари|февруари|март|април|май|юни|юли|август|септември|октомври|ноември|декември",
    "tr": "ocak oca|şubat şub|mart|nisan nis|mayıs|haziran haz|temmuz tem|ağustos ağu|eylül eyl|"
    "ekim eki|kasım kas|aralık ara",
    "az": "yanvar|fevral|mart|aprel|may|iyun|iyul|avqust|sentyabr|oktyabr|noyabr|dekabr",
    "id": "januari jan|februari feb|maret|april apr|mei|juni|juli|agustus agu|september|"
    "oktober okt|november|desember des",
    "ms": "januari|februari|mac|april|mei|jun|julai|ogos|september|oktober|november|disember",
    "sv": "januari jan|februari feb|mars|april|maj|juni|juli|augusti|september|oktober okt|"
    "november|december",
    "da": "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december",
    "no": "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember des",
    "is": "janúar|febrúar|mars|apríl|maí|júní|júlí|ágúst|september|október|nóvember|desember",
    "fi": "tammikuuta tammikuu|helmikuuta helmikuu|maaliskuuta maaliskuu|huhtikuuta huhtikuu|"
    "toukokuuta toukokuu|kesäkuuta kesäkuu|heinäkuuta heinäkuu|elokuuta elokuu|syyskuuta syyskuu|"
    "lokakuuta lokakuu|marraskuuta marraskuu|joulukuuta joulukuu",
    "et": "jaanuar|veebruar|märts|aprill|mai|juuni|juuli|august|september|oktoober|november|"
    "detsember",
    "lv": "janvāris|februāris|marts|aprīlis|maijs|jūnijs|jūlijs|augusts|septembris|oktobris|"
    "novembris|decembris",
    "lt": "sausio|vasario|kovo|balandžio|gegužės|birželio|liepos|rugpjūčio|rugsėjo|spalio|"
    "lapkričio|gruodžio",
    "hu": "január jan|február febr|március márc|április ápr|május máj|június jún|július júl|"
    "augusztus aug|szeptember szept|október okt|november nov|december dec",
    "ro": "ianuarie ian|februarie|martie|aprilie|mai|iunie iun|iulie iul|august|septembrie|"
    "octombrie|noiembrie noi|decembrie",
    "el": "ιανουαρίου ιαν|φεβρουαρίου φεβ|μαρτίου μαρ|απριλίου απρ|μαΐου μαΐ μαϊ|ιουνίου ιουν|"
    "ιουλίου ιουλ|αυγούστου αυγ|σεπτεμβρίου σεπ|οκτωβρίου οκτ|νοεμβρίου νοε|δεκεμβρίου δεκ",
    "ar": "يناير|فبراير|مارس|أبريل ابريل إبريل|مايو|يونيو|يوليو|أغسطس اغسطس|سبتمبر|أكتوبر اكتوبر|"
    "نوفمبر|ديسمبر",
    "ar-tn": "جانفي|فيفري|مارس|أفريل|ماي|جوان|جويلية|أوت|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
    "he": "בינואר|בפברואר|במרץ|באפריל|במאי|ביוני|ביולי|באוגוסט|בספטמבר|באוקטובר|בנובמבר|בדצמבר",
    "hi": "जनवरी|फरवरी फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर सितम्बर|अक्टूबर अक्तूबर|"
    "नवंबर नवम्बर|दिसंबर दिसम्बर",
    "bn": "জানুয়ারি|ফেব্রুয়ারি|মার্চ|এপ্রিল|মে|জুন|জুলাই|আগস্ট|সেপ্টেম্বর|অক্টোবর|নভেম্বর|ডিসেম্বর",
    "ur": "جنوری|فروری|مارچ|اپریل|مئی|جون|جولائی|اگست|ستمبر|اکتوبر|نومبر|دسمبر",
    "th": "มกราคม ม.ค|กุมภาพันธ์ ก.พ|มีนาคม มี.ค|เมษายน เม.ย|พฤษภาคม พ.ค|มิถุนายน มิ.ย|"
    "กรกฎาคม ก.ค|สิงหาคม ส.ค|กันยายน ก.ย|ตุลาคม ต.ค|พฤศจิกายน พ.ย|ธันวาคม ธ.ค",
    "ka": "იანვარი|თებერვალი|მარტი|აპრილი|მაისი|ივნისი|ივლისი|აგვისტო|სექტემბერი|ოქტომბერი|"
    "ნოემბერი|დეკემბერი",
}


def _months() -> dict[str, int]:
    """Join the tables; where two languages differ the one named first wins."""
    table: dict[str, int] = {}
    for names in _NAMES.values():
        for number, forms in enumerate(names.split("|"), start=1):
            for form in forms.split():
                table.setdefault(form, number)
    return table


MONTHS: Final = _months()
"""Lower-case month name, without its final full stop, to its number."""
