//! The signs by which [`super::detector`] knows each language: small words, endings, letters.

/// What gives a language away.
pub(super) struct Profile {
    pub(super) tag: &'static str,
    pub(super) script: Script,
    /// Frequent words, none of them names.
    pub(super) words: &'static str,
    /// Endings of inflected words, two to four letters.
    pub(super) endings: &'static str,
    /// Letters beyond the script's basic ones that it uses.
    pub(super) letters: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Cyrillic,
}

pub(super) const PROFILES: [Profile; 19] = [
    Profile {
        tag: "en",
        script: Script::Latin,
        words: "the of and to in is for on that with as at by it from are was be has have this an will not or his its he they their after over more new who been were which about says said how what why when into but up out we you your can than all first against amid under off no two three for",
        endings: "ing tion ed ly ment ness 's ers ght ould",
        letters: "",
    },
    Profile {
        tag: "de",
        script: Script::Latin,
        words: "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei ins beim gegen ihre unter wegen will gibt seit kein keine",
        endings: "ung en er cht lich keit heit ische ischen schaft",
        letters: "äöüß",
    },
    Profile {
        tag: "fr",
        script: Script::Latin,
        words: "le la les de des du et en un une est pour que qui dans sur au aux par pas plus ne se avec ce il elle sont cette ou mais son sa ses a été ont nous vous leur après comme entre deux sans être fait aussi contre face chez dont vers d l qu s n c j selon pays veut",
        endings: "tion ment aux ique eur euse ait ent és ées",
        letters: "éèêàâçùûîïôœë",
    },
    Profile {
        tag: "pl",
        script: Script::Latin,
        words: "i w na z do się nie jest że o to za po od przez jak ale dla co czy tym przy ma już są był było będzie tego oraz ze roku jego ich lub może które który która pod przed także po tylko rok jako bez nad ich kraju dni",
        endings: "ego ych ach ów ami owa nie ści cie ski ska skiej ymi ej",
        letters: "ąćęłńóśźż",
    },
    Profile {
        tag: "es",
        script: Script::Latin,
        words: "el la los las de que y en un una del por con para se no su al lo como más es pero sus le ya o este sí porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante fue ha son años tras ante según contra",
        endings: "ción mente ado ada idad ando iendo ones aron",
        letters: "áéíóúñü¿¡",
    },
    Profile {
        tag: "it",
        script: Script::Latin,
        words: "il lo la i gli le di a da in con su per tra e che non un una è del della dei delle nel nella al alla dal dalla sul sulla si come più anche ma sono ha questo questa suo sua dopo anni essere stato ora ecco contro degli agli",
        endings: "zione mente ato ata ità ando endo ioni etto",
        letters: "àèéìòù",
    },
    Profile {
        tag: "pt",
        script: Script::Latin,
        words: "o a os as de do da dos das em no na nos nas um uma que e para por com não se é ao mais como mas foi ser tem são à sua seu ou quando muito também já entre depois sobre até após diz pelo pela anos contra isso",
        endings: "ção ções mente ado ada idade ando indo aram",
        letters: "áâãàçéêíóôõú",
    },
    Profile {
        tag: "nl",
        script: Script::Latin,
        words: "de het een en van in is dat op te zijn met voor niet aan er om ook als bij maar door over uit naar dan nog wordt heeft worden tot hij ze zich meer die deze dit was werd geen na tegen moet jaar onder kan wel",
        endings: "ing en heid lijk tie isch eren aar",
        letters: "ëïé",
    },
    Profile {
        tag: "cs",
        script: Script::Latin,
        words: "a v na se je že s z do o to za i po ve pro k si by ale jako jeho jsou od podle které který která bude byl bylo také při ze není už roku jen až nebo před mezi jejich má let",
        endings: "ého ých ách ami ova ní ost ový ská ství",
        letters: "áčďéěíňóřšťúůýž",
    },
    Profile {
        tag: "tr",
        script: Script::Latin,
        words: "ve bir bu için ile de da olarak çok daha gibi olan sonra kadar en ne var o yeni ise ancak göre her iki olduğu dedi tarafından büyük karşı etti oldu",
        endings: "lar ler nın nin dan den ında inde ması mesi ıyor iyor dır dir",
        letters: "çğıöşüâ",
    },
    Profile {
        tag: "uz",
        script: Script::Latin,
        words: "va bilan uchun bu bir ham edi deb bo'yicha haqida yil kerak qilish bo'lgan mumkin o'zbekiston hamda emas eng yangi shu esa o'z",
        endings: "lar ning ga dan lari ish moqda gan adi",
        letters: "ʻʼ‘",
    },
    Profile {
        tag: "kk",
        script: Script::Latin,
        words: "jáne men ben pen úshin týraly bul bar boldy bolyp dep bir eki úsh jańa eń joq edi etti el elimizde qazaqstan qazaq boıynsha ushin turaly jäne üşin turaly jaña emes kerek jyl jyly jıl jyldyń kún kúni kúshine endi onyń osy sol óz arasynda qalaı memleket prezıdent júz myń aldy berdi jatyr",
        endings: "nyń niń dyń diń tyń tiń lar ler dar der tar ter dy di ty ti ǵa ge nda nde daǵy degi lyq lik ady edi yldy ildi ıdy",
        letters: "áǵıńóúýäğñöşūü",
    },
    Profile {
        tag: "ru",
        script: Script::Cyrillic,
        words: "и в не на что с по как из к у за от о для это но его то все был до так же бы если или их при уже только после во со он она они мы вы я чтобы который которые также будет было были может об под более года год лет год над перед без между через против сообщил сообщили заявил рублей тенге новый новые стал стали нет ли где кто",
        endings: "ого его ому ыми ими ать ить ется ется тся ться ция ции цию ние ния ению ость ости ский ская ские ских ный ная ные ных ешь ает ают ил ила или ал ала али ов ев ей ам ях",
        letters: "ёщъыэ",
    },
    Profile {
        tag: "kk",
        script: Script::Cyrillic,
        words: "және мен бен пен үшін туралы бұл бар болды болып деп бір екі үш жаңа ең жоқ еді етті ел елімізде қазақ бойынша емес керек жыл жылы жылғы күн күні енді оның осы сол өз арасында қалай да де та те ғана дейін кейін бірақ сондай ақ тағы деді айтты берді алды жатыр еді екен адам ол бас арқылы қарсы қатысты жүз мың теңге",
        endings: "ның нің дың дің тың тің лар лер дар дер тар тер ды ді ты ті ға ге қа ке нда нде дағы дегі тағы тегі лық лік дық тық ады еді йды йді ылды ілді ған ген қан кен уы уі ып іп сы сі ына іне",
        letters: "әғқңөұүһіёщъыэ",
    },
    Profile {
        tag: "uk",
        script: Script::Cyrillic,
        words: "і в у на що з та до не за від як про для це його але його які який яка або після також був було були вже через під час при цього року років із зі є й щоб може буде має лише між проти",
        endings: "ний ого ому ими ння ття ість ості ський ська ські ських ують ають ити ати ться ів ій ою",
        letters: "іїєґщ",
    },
    Profile {
        tag: "be",
        script: Script::Cyrillic,
        words: "і ў на што з не да за па як для гэта але яго ад у пра былі быў было пасля яны які якая якія або таксама каб год гады гэтым",
        endings: "ага ыя аў еў цца нне скі ская скай амі ых оў",
        letters: "іўёыэ",
    },
    Profile {
        tag: "bg",
        script: Script::Cyrillic,
        words: "на и за да се от в с по е че са до не си това като го при след но ще който която които или най към има бе са със във през още между само той",
        endings: "ите ата ият ето ция ние ски ска ъл ени ва",
        letters: "ъщ",
    },
    Profile {
        tag: "ky",
        script: Script::Cyrillic,
        words: "жана менен үчүн бул бир боюнча болгон болуп деп жаңы эки эле эмес керек жылы күнү анын ошол өз кыргыз мамлекет туурасында тууралуу айтты берди",
        endings: "нын нин дын дин лар лер дар дер лор лөр га ге да де дагы деги уп үп ган ген гон гөн луу лүү",
        letters: "ңөүёыэ",
    },
    Profile {
        tag: "sr",
        script: Script::Cyrillic,
        words: "и у је да на се за су од са о који која које није али као до по из или после због био била је ће",
        endings: "ње ски ска ом има ао ју ење ост",
        letters: "ђјљњћџ",
    },
];
