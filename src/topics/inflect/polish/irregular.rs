//! Polish words whose forms no rule yields, each with all of them. Source: the paradigms of SGJP, the grammatical
//! dictionary of Polish.

/// The forms of such a word, parted by blanks.
pub(super) fn forms(word: &str) -> Option<std::str::SplitWhitespace<'static>> {
    FORMS
        .iter()
        .find(|row| row.split(' ').next() == Some(word))
        .map(|row| row.split_whitespace())
}

#[rustfmt::skip]
const FORMS: &[&str] = &[
    "bialystok bialegostoku bialemustokowi bialymstokiem bialymstoku",
    "brat brata bratu bratem bracie bracia braci braciom bracmi braciach",
    "brew brwi brwia brwiom brwiami brwiach",
    "byc jest jestem jestes jestesmy jestescie sa bede bedziesz bedzie bedziemy bedziecie beda bedac bedacy bedaca bedace bedacych byl byla bylo byli byly bylem bylam bylismy bylby byloby bylaby byliby bylyby badz",
    "cerkiew cerkwi cerkwia cerkwie cerkwiom cerkwiami cerkwiach",
    "chrzest chrztu chrztem chrzcie chrzty chrztow", "clo cla clu clem cle cel clom clami clach",
    "czlowiek czlowieka czlowiekowi czlowiekiem czlowieku ludzie ludzi ludziom ludzmi ludziach",
    "dlon dloni dlonia dlonie dlonmi dloniom dloniach dloniami", "drzwi drzwiom drzwiami drzwiach",
    "dzien dnia dniowi dniu dniem dni dnie dniom dniami dniach",
    "dziecko dziecka dziecku dzieckiem dzieci dzieciom dziecmi dzieciach",
    "ges gesi gesia gesiom gesiami gesmi gesiach",
    "gosc goscia gosciowi gosciem gosciu goscie gosci gosciom goscmi gosciach",
    "isc ide idziesz idzie idziemy idziecie ida idz idzcie idzmy idac idacy idaca idace idacych szedl szla szlo szli szly szedlem szlam szlismy szedlby szlaby szloby szliby szlyby",
    "kon konia koniowi koniem koniu konie koni koniom konmi koniach", "krew krwi krwia krwiom krwiami krwiach",
    "ksiadz ksiedza ksiedzu ksiedzem ksieza ksiezy ksiezom ksiezmi ksiezach",
    "ksiaze ksiecia ksieciu ksieciem ksiazeta ksiazat ksiazetom ksiazetami ksiazetach",
    "lew lwa lwu lwowi lwem lwie lwy lwow lwom lwami lwach",
    "marchew marchwi marchwia marchwie marchwiom marchwiami marchwiach", "lzy lez lzom lzami lzach",
    "ludzie ludzi ludziom ludzmi ludziach",
    "miec ma mam masz mamy macie maja majac majacy majaca majace majacego majacej majacym majacych majacymi mial miala mialo mialy mieli mialem mialam mielismy mialby mialaby mialoby mieliby mialyby miano miej miejcie miejmy",
    "miesiac miesiaca miesiacowi miesiacem miesiacu miesiace miesiecy miesiacom miesiacami miesiacach",
    "niemcy niemiec niemcom niemcami niemczech niemcow niemcach", "obrady obrad obradom obradami obradach",
    "ojciec ojca ojcu ojcowi ojcem ojcowie ojcow ojcom ojcami ojcach",
    "oko oka oku okiem oczy oczu oczom oczami oczach oczyma", "pani pania panie pan paniom paniami paniach",
    "pieniadz pieniadza pieniadzowi pieniadzem pieniadzu pieniadze pieniedzy pieniadzom pieniedzmi pieniadzach",
    "pieniadze pieniedzy pieniadzom pieniedzmi pieniadzach", "pies psa psu psem psie psy psow psom psami psach",
    "plec plci plcia plcie plciom plciami plciach",
    "przyjaciel przyjaciela przyjacielowi przyjacielem przyjacielu przyjaciele przyjaciol przyjaciolom przyjaciolmi przyjaciolach",
    "reka reki rece reke rak rekom rekami rekach reku rekoma",
    "rok roku rokowi rokiem lata lat latom latami latach",
    "rzeczpospolita rzeczypospolitej rzeczapospolita rzeczpospolite",
    "sedzia sedziego sedziemu sedziom sedzim sedziowie sedziow sedziami sedziach",
    "sen snu snowi snem snie sny snow snom snami snach",
    "swieto swieta swietu swietem swiecie swiat swietom swietami swietach",
    "tydzien tygodnia tygodniowi tygodniem tygodniu tygodnie tygodni tygodniom tygodniami tygodniach",
    "tysiac tysiaca tysiacowi tysiacem tysiacu tysiace tysiecy tysiacom tysiacami tysiacach",
    "ucho ucha uchu uchem uszy uszu uszom uszami uszach", "wegry wegier wegrom wegrami wegrzech wegrow wegrach",
    "wies wsi wsia wsie wsiom wsiami wsiach", "wlochy wloch wlochom wlochami wloszech wlochow wlochach",
    "wybory wyborow wyborom wyborami wyborach", "ziemia ziemi ziemie ziem ziemiom ziemiami ziemiach",
    "ziobro ziobry ziobrze ziobre ziobra",
];
