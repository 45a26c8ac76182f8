"""Where other libraries differ from the table, by name and with the reason. What is right is the table's to say; a difference that is not here, or no longer is one, fails."""

KNOWN = {
    "edtf": {
        "ends winter with December": [
            "2001-24", "2003-24", "2001-28", "2001-30",
        ],
        "does not fit X in months and days to the length of the month": [
            "1917-0X-31", "1917-02-2X",
        ],
        "takes 29 February of the first or last year, which have none": [
            "190X-02-29",
        ],
        "reaches ten years for an unknown end": [
            "1985-04-12/", "1985-04/", "1985/", "/1985-04-12", "/1985-04", "/1985",
        ],
        "gives the estimate, not the span of the significant digits": [
            "Y3388E2S3", "Y171010000S3", "1950S2", "1950S3", "-1950S2", "1950S2/2010",
        ],
        "does not read X here": [
            "1984-1X", "1984-0X",
        ],
        "counts the year 0, or years after it, to the years before it": [
            "-000X",
        ],
        "does not read such years in intervals": [
            "Y-17E7/..",
        ],
        "does not read seasons here": [
            "2001-21~", "19XX-21",
        ],
        "hours and minutes without seconds are our extension": [
            "1917-11-07T21", "1917-11-07T21:40", "1917-11-07T21~", "1917-11-07T21/1917-11-08T02",
        ],
        "accepts 29 February of a common year": [
            "1917-02-29", "1900-02-29",
        ],
        "accepts what ends before it begins": [
            "1917-10-25/1917-10-01", "1918/1917", "[1919..1917]",
        ],
        "takes a day 30 or 31 of February": [
            "1917-02-3X",
        ],
        "overlooks a space": [
            "1917 ?",
        ],
        "takes a time of a month": [
            "1917-11T10:00:00",
        ],
    },
    "undate": {
        "does not read times of day": [
            "1985-04-12T23:20:30", "1985-04-12T23:20:30Z",
        ],
        "does not read X here": [
            "19X7", "-01XX", "-000X", "1917-0X-31", "190X-02-29",
        ],
        "refuses an interval within one year": [
            "1917/1917",
        ],
        "does not read seasons here": [
            "2001-21", "2001-22", "2001-23", "2001-24", "2003-24", "1917-22/1917-23", "2001-25", "2001-28", "2001-29", "2001-31", "2001-30", "2001-33",
            "2001-34", "2001-35", "2001-36", "2001-37", "2001-38", "2001-39", "2001-40", "2001-41", "2001-21~", "19XX-21",
        ],
        "does not read these years with Y": [
            "Y-17E7", "Y17E7", "Y-17E7/..",
        ],
        "does not read significant digits here": [
            "Y3388E2S3", "Y171010000S3", "1950S2", "1950S3", "-1950S2", "1950S2/2010",
        ],
        "does not read sets here": [
            "[1917,1919]", "[1667,1668,1670..1672]", "[1667, 1668, 1670..1672]", "[..1760-12-03]", "[1760-12..]", "[1760-01,1760-02,1760-12..]",
            "[1667,1760-12]", "[..1984]", "[1917-10-24..1917-10-26]", "[-0044,-0043]", "{1667,1668,1670..1672}", "{1960,1961-12}", "{..1984}",
            "{1905,1917}", "{1917-03-08..1917-03-12}", "[1917~,1919?]",
        ],
        "does not read marks on parts here": [
            "2004-06~-11", "2004?-06-11", "?2004-06-~11", "2004-%06-11", "2004-~06", "~1917", "2011-~06-~04", "2004-06-~01/2004-06-~20",
        ],
        "gives no year for XXXX but the ends of its own arithmetic": [
            "XXXX-12-XX", "XXXX",
        ],
        "hours and minutes without seconds are our extension": [
            "1917-11-07T21", "1917-11-07T21:40", "1917-11-07T21~", "1917-11-07T21/1917-11-08T02",
        ],
        "takes a year 0 with a sign": [
            "-0000",
        ],
        "takes a year of two digits": [
            "17-03-09",
        ],
        "overlooks a space": [
            "1917 ?",
        ],
    },
    "edtf.js": {
        "refuses an interval within one year": [
            "1917/1917",
        ],
        "takes other months for the seasons, quarters or thirds": [
            "2001-21", "2001-22", "2001-23", "2001-24", "2003-24", "2001-25", "2001-28", "2001-29", "2001-31", "2001-30", "2001-37", "2001-38",
        ],
        "does not fit X in months and days to the length of the month": [
            "1917-0X-31",
        ],
        "takes 29 February of the first or last year, which have none": [
            "190X-02-29",
        ],
        "holds no year beyond those of the JavaScript Date": [
            "Y170000002", "Y-170000002", "Y-17E7", "Y17E7", "Y3388E2S3", "Y171010000S3",
        ],
        "does not read seasons here": [
            "1917-22/1917-23", "2001-21~", "19XX-21",
        ],
        "gives the estimate, not the span of the significant digits": [
            "1950S2", "1950S3", "-1950S2",
        ],
        "ends a set with the beginning of its last run": [
            "[1667,1668,1670..1672]", "[1667, 1668, 1670..1672]", "[1917-10-24..1917-10-26]", "{1667,1668,1670..1672}", "{1917-03-08..1917-03-12}",
        ],
        "counts the year 0, or years after it, to the years before it": [
            "-000X",
        ],
        "does not read such years in intervals": [
            "1950S2/2010", "Y-17E7/..",
        ],
        "does not read marks within sets": [
            "[1917~,1919?]",
        ],
        "hours and minutes without seconds are our extension": [
            "1917-11-07T21", "1917-11-07T21~", "1917-11-07T21/1917-11-08T02",
        ],
        "rolls 29 February of a common year on to 1 March": [
            "1917-02-29", "1900-02-29",
        ],
        "accepts what ends before it begins": [
            "[1919..1917]",
        ],
    },
    "edtf-ts": {
        "takes the years 0 to 99 for 1900 to 1999": [
            "0000", "0044-03-15", "XXXX-12-XX", "XXXX",
        ],
        "holds no year beyond those of the JavaScript Date": [
            "Y170000002", "Y-170000002", "Y-17E7", "Y17E7", "Y3388E2S3", "Y171010000S3",
        ],
        "gives the first or last day of the JavaScript Date for no bound": [
            "1985-04-12/..", "1985-04/..", "1985/..", "../1985-04-12", "../1985-04", "../1985", "1985-04-12/", "1985-04/", "1985/", "/1985-04-12",
            "/1985-04", "/1985", "1984-06-02?/..", "[..1760-12-03]", "[1760-12..]", "[1760-01,1760-02,1760-12..]", "[..1984]", "{..1984}",
        ],
        "gives the estimate, not the span of the significant digits": [
            "1950S2", "1950S3",
        ],
        "does not read significant digits here": [
            "-1950S2",
        ],
        "does not read such years in intervals": [
            "1950S2/2010", "Y-17E7/..",
        ],
        "takes the northern and southern seasons for each other": [
            "2001-25", "2001-28",
        ],
        "does not fit X in months and days to the length of the month": [
            "1917-0X-31",
        ],
        "takes 29 February of the first or last year, which have none": [
            "190X-02-29",
        ],
        "does not read seasons here": [
            "2001-29", "2001-31", "2001-30", "19XX-21",
        ],
        "has the span backwards": [
            "-01XX",
        ],
        "counts the year 0, or years after it, to the years before it": [
            "-000X",
        ],
        "hours and minutes without seconds are our extension": [
            "1917-11-07T21", "1917-11-07T21:40", "1917-11-07T21~", "1917-11-07T21/1917-11-08T02",
        ],
        "takes a year 0 with a sign": [
            "-0000",
        ],
        "takes a day 30 or 31 of February": [
            "1917-02-3X",
        ],
        "takes a day 32": [
            "1917-XX-32",
        ],
    },
}
"""Library → reason → strings."""
