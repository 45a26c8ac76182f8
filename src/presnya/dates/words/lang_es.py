"""Spanish words of dates."""

from presnya.dates.words.tokens import Table, keep

TABLE = keep(Table(
    lang="es",
    months=("enero|ene", "febrero|feb", "marzo|mar", "abril|abr", "mayo|may", "junio|jun", "julio|jul", "agosto|ago|agto", "septiembre|setiembre|sept|sep|set", "octubre|oct", "noviembre|nov",
            "diciembre|dic"),
    weekdays=("lunes", "martes", "miércoles|miercoles", "jueves", "viernes", "sábado|sabado", "domingo"),
    ordinals={1: "primero|primer|primera", 2: "segundo|segunda", 3: "tercero|tercer|tercera", 4: "cuarto|cuarta", 5: "quinto", 6: "sexto", 7: "séptimo", 8: "octavo", 9: "noveno", 10: "décimo"},
    numbers={**dict(enumerate(("un|una|uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece", "catorce", "quince"), 1)), 20: "veinte", 30: "treinta"},
    suffixes={"º": "ORD", "ª": "ORD", "o": "ORD", "a": "ORD", "er": "ORD", "ro": "ORD", "do": "ORD", "°": "ORD"},
    republican=("vendimiario", "brumario", "frimario", "nivoso", "pluvioso", "ventoso", "germinal", "floreal", "pradial", "mesidor", "termidor", "fructidor"),
    words={
        "SEASON=21": "primavera", "SEASON=22": "verano|estío", "SEASON=23": "otoño", "SEASON=24": "invierno",
        "DROP": "el|la|los|las|de|del|en|lo|durante|mes de|mes|día|transcurso de|fechado|fechada",
        "YEARW": "año|ano", "YEARS": "años", "CENTURY": "siglo|siglos|s|ss", "DECADEW": "década|decenio|decada|década de los años|década de los",
        "BC": "a c|a de c|antes de cristo|antes de jesucristo|a j c|a n e|antes de nuestra era|ac|a e c", "AD": "d c|d de c|después de cristo|de nuestra era|d n e|dc|e c|n e",
        "ABOUT": "hacia|alrededor de|c|ca|circa|aproximadamente|cerca de|en torno a|h|aprox|unos", "MAYBE": "quizá|quizás|probablemente|tal vez|posiblemente|acaso|prob|seguramente",
        "FROM": "desde", "TO": "a|al|hasta|hasta el", "AT": "a|al", "BETWEEN": "entre", "AND": "y|e|&", "OR": "o|u|ó|o bien", "BUT": "pero",
        "BEFORE": "antes de|antes del|anterior a", "AFTER": "después de|después del|tras|despues de|posterior a|luego de", "SINCE": "desde|a partir de|a partir del",
        "UNTIL": "hasta|hasta el|hasta los", "BY": "para", "NOTAFTER": "no después de|no más tarde de|no después del|a más tardar|a más tardar en|a más tardar el|como muy tarde|como muy tarde en",
        "NOTBEFORE": "no antes de|no antes del|como muy pronto|como muy pronto en", "ORLATER": "o después|o más tarde|o posterior", "OREARLIER": "o antes|o anterior|en adelante antes", "ONWARDS": "en adelante",
        "PART=e": "principios|comienzos|inicios|principio|comienzo|inicio|a principios|a comienzos|a inicios|al principio|temprano", "PART=m": "mediados|a mediados", "PART=l": "finales|fines|fin|final|a finales|a fines|al final",
        "EDGE=e": "primeros días|primera semana", "EDGE=l": "últimos días|última semana", "YEARSOF=e": "primeros años", "YEARSOF=l": "últimos años",
        "FRACTION=2": "mitad|semestre", "FRACTION=3": "tercio", "FRACTION=4": "cuarto|trimestre|cuarta parte", "LAST": "último|última|ultimo|ultima|pasado|pasada",
        "THISYEAR=0": "este año|presente año|año en curso|corriente año|año corriente", "THISYEAR=-1": "año pasado|pasado año|año anterior pasado", "SAME": "mismo|misma|aquel|aquella|ese|esa|ese mismo|aquel mismo|esa misma|aquella misma",
        "TODAY=-2": "anteayer|antes de ayer", "TODAY=-1": "ayer|anoche", "TODAY=0": "hoy|esta mañana|esta noche|esta tarde",
        "UNIT=d": "día|días|dias", "UNIT=w": "semana|semanas", "UNIT=m": "mes|meses", "UNIT=y": "año|años", "LATER=1": "después|más tarde|despues", "LATER=-1": "antes",
        "NEXT=1": "siguiente|al siguiente", "NEXT=-1": "anterior|precedente|previo|previa", "NEXTDAY=1": "al día siguiente|día siguiente", "NEXTDAY=-1": "víspera|día anterior", "AGOPRE": "hace", "EVE": "víspera|vísperas",
        "NIGHT": "noche", "DAYPART": "tarde|mañana|madrugada", "INST=0": "corriente|del corriente|del presente|del presente mes|del mes corriente|cte|actual", "INST=-1": "del mes pasado|próximo pasado|ppdo|del pasado mes|mes pasado",
        "AMPM=am": "de la mañana|am|a m|de la madrugada", "AMPM=pm": "de la tarde|de la noche|pm|p m", "HOURW": "h|horas|hs", "MINW": "min|minutos", "NOON": "mediodía|al mediodía", "MIDNIGHT": "medianoche",
        "OLD": "estilo antiguo|viejo estilo|calendario juliano|juliano|e a", "NEW": "nuevo estilo|estilo nuevo|calendario gregoriano|gregoriano",
        "UNDATED": "s f|sin fecha|s d|s a|sin año|fecha desconocida|sin datar|no fechado|sf", "TURN": "cambio|vuelta", "DECWORD=20": "veinte", "DECWORD=30": "treinta", "DECWORD=40": "cuarenta", "DECWORD=50": "cincuenta",
        "DECWORD=60": "sesenta", "DECWORD=70": "setenta", "DECWORD=80": "ochenta", "DECWORD=90": "noventa",
        "VERB": "publicado|publicada|expuesto|expuesta|impreso|impresa|fundido|fundida|fundición|grabado|grabada|reconstruido|editado|editada|restaurado|pintado|pintada|terminado|firmado|réplica",
        "REVERB": "reimpreso|reimpresión|reedición",
    }))
