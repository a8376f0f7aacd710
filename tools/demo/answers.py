"""What people can answer in the demo's form, in the form's own words, and how often they do."""

REGIONS = {
    "London": 33,
    "South East": 29,
    "North West": 28,
    "East of England": 21,
    "West Midlands": 23,
    "South West": 20,
    "Yorkshire and the Humber": 20,
    "East Midlands": 16,
    "North East": 12,
    "Wales": 15,
    "Scotland": 13,
    "Northern Ireland": 6,
}
POSTCODES = {
    "London": ("SE15", "N16", "E17", "SW9", "NW10"),
    "South East": ("BN2", "GU14", "ME4", "RG30"),
    "North West": ("M14", "L8", "PR1", "BB5"),
    "East of England": ("NR3", "CB4", "IP2", "CO3"),
    "West Midlands": ("B12", "CV6", "WV2", "ST4"),
    "South West": ("BS5", "EX4", "PL4", "TA6"),
    "Yorkshire and the Humber": ("LS8", "BD3", "HU5", "S7"),
    "East Midlands": ("NG7", "LE5", "DE23", "LN2"),
    "North East": ("NE6", "SR4", "DH7", "TS3"),
    "Wales": ("LL57", "SA1", "CF24", "SY23"),
    "Scotland": ("G42", "EH6", "AB24", "IV3"),
    "Northern Ireland": ("BT48", "BT7", "BT71"),
    "Jersey": ("JE2",),
}
SECTORS = {
    "Academy / MAT": 74,
    "Maintained school": 62,
    "Independent school": 20,
    "FE college": 16,
    "University": 14,
    "Sixth form college": 10,
    "Special / AP": 8,
    "Self-employed": 7,
    "Supplementary school": 7,
    "Adult and community": 6,
    "Local authority or consortium": 5,
    "Returner": 4,
    "Hospital or virtual school": 2,
    "Prison or offender learning": 2,
}
HOUSES = {
    "Academy / MAT": "Academy",
    "Independent school": "Hall",
    "FE college": "College",
    "Sixth form college": "Sixth Form College",
    "Special / AP": "Special School",
}
PHASES_OF_SECTOR = {
    "FE college": ("Post-16",),
    "Sixth form college": ("Post-16",),
    "University": ("Higher education",),
    "Adult and community": ("Adult",),
    "Prison or offender learning": ("Adult",),
    "Supplementary school": ("Primary", "Secondary"),
    "Self-employed": ("Secondary", "Adult"),
}
STAGES_BY_YEARS = (
    (1, {"Trainee": 3, "Early career teacher": 7}),
    (3, {"Early career teacher": 8, "Teaching assistant / HLTA": 1, "Returner": 1}),
    (8, {"Established teacher": 7, "Head of department": 2, "Language assistant": 1}),
    (16, {"Established teacher": 5, "Head of department": 4, "Senior leader": 1}),
    (
        60,
        {
            "Head of department": 4,
            "Established teacher": 3,
            "Senior leader": 2,
            "Teacher educator": 2,
            "Retired": 1,
        },
    ),
)
YEARS_AS_WRITTEN = ("{0}", "{0} years", "{0}", "{0} yrs")
LANGUAGES = {
    "French": 60,
    "Spanish": 52,
    "German": 24,
    "Italian": 5,
    "Mandarin": 5,
    "Arabic": 3,
    "Urdu": 4,
    "Polish": 3,
    "Portuguese": 3,
    "Russian": 2,
    "Japanese": 2,
    "Latin": 3,
    "EAL": 6,
    "BSL": 2,
    "Panjabi": 2,
}
LOCAL_LANGUAGE = {"Wales": "Welsh", "Scotland": "Gaelic", "Northern Ireland": "Irish"}
OTHER_LANGUAGES = {
    "Urdu": 8,
    "Polish": 7,
    "Panjabi": 6,
    "Italian": 6,
    "Portuguese": 5,
    "Bengali": 4,
    "Yoruba": 3,
    "Romanian": 3,
    "Ukrainian": 3,
    "Gujarati": 3,
    "Catalan": 3,
    "Somali": 2,
    "Tamil": 2,
    "Cantonese": 2,
    "Modern Greek": 2,
    "British Sign Language": 3,
    "Esperanto": 1,
}
WANTED = {
    "Behaviour": 16,
    "Speaking": 14,
    "Workload and wellbeing": 16,
    "Leadership": 10,
    "Assessment, GCSE and A level": 12,
    "Uptake, options and motivation": 9,
    "Grammar": 9,
    "Phonics": 7,
    "Mixed ability/SEND": 9,
    "EAL and multilingual pedagogies": 7,
    "Curriculum design": 9,
    "AI and technology": 7,
    "Culture/literature/film": 6,
    "KS2-KS3 transition": 5,
    "Sole-teacher departments": 5,
    "Non-specialist primary teaching": 5,
    "Job applications": 6,
    "Home languages accreditation": 4,
    "Decolonising the curriculum": 4,
    "Trips and exchanges": 4,
    "CLIL": 3,
    "Research and writing": 4,
    "Part-time/flexible working": 4,
    "ITT mentoring": 4,
    "Returning to teaching": 2,
}
PURPOSES = {
    "Induction: settling into a new school or the profession": 30,
    "Progression: taking on a new role": 40,
    "Challenge: tackling a difficulty": 30,
}
MODES = {"Online": 52, "Face to face;Online": 40, "Face to face": 8}
PREFERENCES = {
    "Someone similar to me": 30,
    "Someone different from me": 25,
    "A balance of both": 45,
}
FREQUENCIES = {"Once per half term": 50, "Once a month": 28, "Either suits me": 22}
TIMES = {
    "After school": 45,
    "Evenings": 35,
    "During the school day": 14,
    "Before school": 8,
    "Weekends": 14,
    "School holidays": 18,
}
MEMBERSHIPS = {
    "Individual member": 48,
    "School or group member": 26,
    "ECT package": 12,
    "Not a member yet": 3,
    "": 5,
}
HEARD = {
    "ALL website": 22,
    "Newsletter": 26,
    "Social media": 20,
    "Language World": 14,
    "Local branch": 12,
    "A colleague": 18,
}
CHARTER = {"Yes, I have read it and I agree": 94, "Not yet": 3, "": 3}
NOBODY = {"": 50, "None": 20, "n/a": 12, "No": 8, "-": 5, "Not applicable": 5}
STRANGERS = (
    "Mrs P. Featherstonehaugh",
    "Dr Alan Smithee, principal",
    "Head of faculty: Joan Doeberl",
    "j.doeberl@another-school.example.com",
    "The headteacher, Mr Invented",
)
