"""English words that the rules know, as data. General words and small general lists only: the names of a text come from the text."""

from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


SAYING: Final = _set(
    "say write tell answer reply ask cry exclaim shout whisper declare announce state add remark observe note argue claim insist explain call describe recall remember report deem "
    "proclaim protest warn admit confess conclude continue begin assert affirm complain mutter murmur respond retort repeat suggest promise demand order command read speak comment "
    "characterize characterise opine quote testify swear relate narrate recount predict maintain contend denounce dismiss reject praise urge think believe record label term dub brand "
    "hail caution quip joke concede acknowledge telegraph cable wire publish print inform propose sigh gasp sneer laugh resume interrupt interpose thunder roar yell scream growl observe")
"""Verbs (lemmas) whose subject may be the speaker of a quotation beside them."""
SAYING_FORMS: Final = (
    r"(?:says?|said|writes?|wrote|written|tells?|told|answer(?:s|ed)?|repl(?:y|ies|ied)|ask(?:s|ed)?|cri(?:es|ed)|exclaim(?:s|ed)?|shout(?:s|ed)?|declar(?:es|ed)|announc(?:es|ed)|"
    r"stat(?:es|ed)|add(?:s|ed)|remark(?:s|ed)|observ(?:es|ed)|not(?:es|ed)|argu(?:es|ed)|claim(?:s|ed)|insist(?:s|ed)|explain(?:s|ed)|recall(?:s|ed)|remember(?:s|ed)|report(?:s|ed)|"
    r"proclaim(?:s|ed)|warn(?:s|ed)|admit(?:s|ted)|conclud(?:es|ed)|continu(?:es|ed)|assert(?:s|ed)|respond(?:s|ed)|repeat(?:s|ed)|order(?:s|ed)|demand(?:s|ed)|reads?|quot(?:es|ed)|"
    r"testif(?:ies|ied)|relat(?:es|ed)|recount(?:s|ed)|telegraph(?:s|ed)|wired?|publish(?:es|ed)|printed|issued|spoke|speaks|put(?:s)? it)")
NAMING_OBJECT: Final = _set("describe call deem characterize characterise label term dub brand hail denounce dismiss praise")
"""Of these the object is what is spoken of, never the speaker."""

PERSON_VERBS: Final = SAYING | _set(
    "know want hope feel see hear marry die bear live write arrest imprison exile deport assassinate murder shoot execute wound resign flee escape sit walk stand look smile nod weep "
    "sleep eat drink smoke meet visit return arrive travel study teach learn read paint compose admire love hate fear doubt regret betray appoint elect command retire believe co-edit "
    "edit describe forbid beg kneel shrug frown speak lecture sketch photograph")
PERSON_TITLES: Final = _set(
    "mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor general gen gen. colonel col col. captain capt capt. major lieutenant lt lt. sergeant comrade citizen count countess "
    "prince princess baron baroness duke king queen tsar czar emperor empress president minister premier senator admiral commissar ambassador sir lady lord father brother sister "
    "madame mme mme. m. monsieur mademoiselle bishop archbishop metropolitan commander marshal ensign deputy delegate saint pope rabbi judge doctor historian poet painter writer "
    "cadet novelist sociologist sculptor activist journalist critic curator engineer worker soldier sailor")
RANKS: Final = frozenset(PERSON_TITLES - _set("saint"))
PERSON_NOUNS: Final = _set(
    "historian critic activist sociologist writer novelist poet painter sculptor artist journalist leader member politician general officer soldier sailor worker peasant minister "
    "president premier secretary chairman chairwoman delegate deputy professor philosopher revolutionary anarchist socialist communist official candidate mayor governor ambassador "
    "lawyer physician doctor engineer priest bishop teacher student son daughter wife husband brother sister mother father widow friend founder editor director curator crusader "
    "biographer translator scholar economist banker industrialist landowner prince princess count commander commissar agent spy dancer actor actress singer composer photographer "
    "orator organizer organiser terrorist assassin exile veteran dissident")
BELONGINGS: Final = _set(
    "life death wife husband son daughter mother father brother sister friend memoir memoirs novel book essay work works writing writings speech head face eye eyes hand voice biography "
    "poem poems letter letters diary opinion view portrait career arrest murder assassination resignation agent return body notebook notebooks sentence")
"""What, after a possessive, shows a person: 's wife, 's memoirs."""

GROUP_HEADS: Final = _set(
    "party committee union front movement league congress council soviet soviets duma assembly association federation confederation society bureau politburo ministry government army "
    "regiment battalion brigade division corps fleet guard guards staff commission commissariat board court tribunal academy university institute school college museum library gallery "
    "theatre theater center centre foundation bank company corporation trust factory works mill mills international comintern parliament senate cabinet bund club collective group "
    "circle faction bloc alliance organization organisation agency office department police militia church monastery synod press review herald gazette times post tribune opposition "
    "secretariat conference brotherhood order lodge legion squadron flotilla directorate delegation mission cooperative zemstvo rada sejm reichstag republic's majlis")
"""Last words of names of groups (institutions count as groups; a gold label may also call them places)."""
INSTITUTIONS: Final = _set("museum library institute gallery academy theatre theater university foundation club collective factory works mill party committee union league center centre")
"""Heads that newspapers write small after a name: the X museum."""
PLACE_HEADS: Final = _set(
    "street avenue boulevard square prospekt prospect bridge palace river sea ocean lake bay gulf island islands mountain mountains canal quay embankment station railway village "
    "fortress cathedral gate garden gardens park province region district county city town valley peninsula coast desert house hotel prison road lane barracks oblast gubernia "
    "steppe front' hall tower port harbor harbour east west north south republic kremlin selo")
KNOWN_GROUPS: Final = _set("Parliament Duma Comintern Politburo Senate Reichstag Stavka Cheka Zemstvo Bund Kuomintang Komsomol Gestapo Sovnarkom Tsik Cominform NKVD KGB Okhrana Entente Allies")
PLURAL_GROUP: Final = r"(?:vik[is]|crats|aries|dets|imalists|ovists|ovtsi|ovites|Cadets|Kadets|Cossacks|Decembrists|Spartacists|Narodniks|Anarchists|Octobrists|Trudoviks|Internationalists)$"
"""Endings of plural nouns that name a party rather than a people."""

GENERIC: Final = _set(
    "headquarters navy motherland fatherland country state nation people peoples revolution war supreme divisional municipal imperial press democracy land command power order sir north "
    "south east west left right")
"""Common words that older books print with a capital."""

FIRST_NAMES: Final = _set(
    "Adolf Albert Alexander Alexandra Aleksandr Alexei Alexey Alexis Alfred Alice Anatoly Anatole Andrei Andrey Andrew Anna Anne Anthony Anton Arthur August Bertha Bertrand Boris "
    "Carl Catherine Charles Clara David Dmitri Dmitry Edward Elena Elizabeth Emma Ernest Eugene Evgeny Fedor Felix Feodor Ferdinand Francis Frank Franz Frederick Friedrich Fyodor "
    "Galina Gennady George Georges Georgi Georgy Gleb Grace Gregory Grigori Grigory Gustav Hans Harold Helen Henri Henry Herbert Hermann Hugo Igor Ilya Inessa Irina Isaac Isaiah "
    "Ivan Jack Jacob Jacques James Jan Jane Jean Joan John Josef Joseph Julia Julius Karl Katherine Kirill Konstantin Kurt Larissa Lavr Lazar Leon Leonid Lev Lidia Louis Louise Lucy "
    "Ludwig Lydia Maksim Margaret Maria Marie Mark Martin Mary Matthew Max Maxim Michael Mikhail Misha Moisei Nadezhda Natalia Natalya Nestor Nicholas Nikita Nikolai Nikolay Nina "
    "Oleg Olga Oscar Otto Paul Pavel Peter Philip Pierre Pyotr Richard Robert Roman Rosa Rudolf Samuel Sergei Sergey Serge Simon Sofia Sonia Sophie Stepan Stephen Susan Svetlana "
    "Tatiana Thomas Timofei Valentin Vasily Vassily Vera Victor Viktor Vladimir Vyacheslav Walter Wilhelm William Yakov Yegor Yekaterina Yevgeny Yuri Zinaida Zhanna")
SURNAME_ENDINGS: Final = (
    r"(?:[^aeiou]sk(?:y|i|ii|ij|aya|aia)|tz?k(?:y|ii?)|ov|ova|off|ev|eva|eff|iev|ieff|[^aeiouhd]in|tsin|enko|ovich|evich|ovitch|adze|idze|shvili|yan|ian(?=$)|czyk|wicz|berg|stein|mann|sson|ssen|uk|"
    r"chuk)$")
"""Endings of surnames: weak evidence, counted only for single words that are not known places."""

PERIODICAL_NAMES: Final = _set("times gazette herald tribune review news post journal magazine quarterly observer courier messenger chronicle")
WORK_NOUNS: Final = _set(
    "novel memoir memoirs book essay essays poem poems play film story pamphlet article autobiography biography diary collection anthology trilogy treatise manifesto opera symphony song "
    "painting writings notebooks newspaper paper journal magazine review edition report leaflet tract study history exhibit exhibition")
WRITINGS: Final = _set("novel memoir memoirs book essay poem play story pamphlet article autobiography biography diary treatise manifesto study history writings notebooks")
WORK_OPENERS: Final = _set("Memoirs Memoir Notes Letters Diary Notebooks History Essays Poems Recollections Reminiscences Confessions Theses Tales Stories Sketches Reflections Introduction Autobiography")
EVENT_NOUNS: Final = _set(
    "revolution visit protest crisis election insurrection uprising rising revolt rebellion war civil strike congress conference coup riot march battle massacre demonstration mutiny "
    "offensive famine campaign trial publication arrest treaty armistice peace founding foundation opening closing death birth murder assassination execution expulsion split merger "
    "fire flood raid siege attack defeat victory retreat speech session meeting assembly manifesto decree order constitution reform abdication exhibition festival anniversary putsch "
    "pogrom purge census declaration resolution referendum occupation invasion evacuation surrender bombardment shooting explosion accident storming attempt commune")
DEPICTING: Final = _set("depict portray describe represent imagine set illustrate commemorate paint evoke fictionalize")

PLACES_MORE: Final = (
    "Soviet Union", "USSR", "U.S.S.R.", "Russia", "Soviet Russia", "Prussia", "Bohemia", "Galicia", "Bukovina", "Bessarabia", "Livonia", "Courland", "Austria-Hungary", "Yugoslavia",
    "Czechoslovakia", "Ottoman Empire", "Persia", "Siam", "Manchuria", "Siberia", "Caucasus", "Transcaucasia", "Turkestan", "Crimea", "Volga", "Ural", "Urals", "Don", "Kuban", "Dnieper",
    "Neva", "Danube", "Rhine", "Baltic", "Black Sea", "Petrograd", "Leningrad", "St. Petersburg", "Saint Petersburg", "Petersburg", "Constantinople", "Kiev", "Kharkov", "Odessa", "Kronstadt",
    "Kremlin", "White House", "Little Russia", "White Russia", "Western Europe", "Eastern Europe", "Central Europe", "Central Asia", "Far East", "Middle East", "Near East", "Balkans", "Scandinavia", "England",
    "Scotland", "Wales", "Britain", "Great Britain", "America", "United States", "Holland", "Washington", "Geneva", "Munich", "Hamburg", "Leipzig", "Barcelona", "Milan", "Florence",
    "Brest-Litovsk", "Dublin", "Turin", "Cracow", "Lodz", "Vilna", "Riga", "Tiflis", "Baku", "Kazan", "Smolensk", "Pskov", "Novgorod", "Saratov", "Tsaritsin", "Rostov", "Archangel",
    "Murmansk", "Tula", "Tver", "Orel", "Kursk", "Voronezh", "Samara", "Perm", "Tashkent", "Helsingfors", "Reval", "Minsk", "Mogilev", "Mohilev", "Gatchina", "Tsarskoye Selo", "Peterhof",
    "Catalonia", "Bavaria", "Saxony", "Alsace", "Lorraine", "Flanders", "Brittany", "Normandy", "Castile", "Andalusia", "Tuscany", "Sicily", "Latin America", "North America", "South America")

PRONOUNS: Final = _set("i me my he him his she her hers it its they them their we us our you your who whom whose which that this these those one")
MASCULINE: Final = _set("he him his himself")
FEMININE: Final = _set("she her hers herself")
