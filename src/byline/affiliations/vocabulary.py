"""Words that name no one institution, however they are combined: kinds, subjects and ranks."""

from functools import lru_cache

from byline.affiliations.normalise import FOLDED, LEGAL_FORMS, STOPWORDS, word_set

# What an institution is. A segment of an address with one of these is a name, not a place.
INSTITUTION_NOUNS = word_set(
    "university institute college academy laboratory center school hospital company corporation incorporated limited "
    "department faculty foundation ministry agency council bank clinic observatory museum polytechnic group research "
    "technology gmbh llc society association library authority division team lyceum gymnasium "
    "大 院 所 公"
)
SUBJECTS = word_set(
    "accounting acoustics administration advanced aerospace aeronautic ai algorithm analysis analytics anatomy "
    "anesthesiology animal anthropology applied archaeology architecture art artificial astronautic astronomy "
    "astrophysics automation automatic basic behavioral big biochemistry bioengineering bioinformatics biology "
    "biomedical biotechnology brain building business cancer cardiology cell chemical chemistry child civil clinical "
    "cognition cognitive commerce communication community computer computing control cs culture cyber cybersecurity "
    "cyberspace data decision defence defense dental dentistry dermatology design development digital ece economic "
    "economics economy education eecs electric electrical electronic electronics emergency energy engineering english "
    "environment environmental epidemiology ethics family finance financial fine food foreign forestry fundamental "
    "future general genetics genomics geography geology geosciences global government graphics health higher history "
    "hpc human humanities image imaging immunology industrial industry informatics information innovation integrated "
    "intelligence interaction interdisciplinary internal international internet it key knowledge language languages "
    "law learning liberal life linguistics logistics machine management manufacturing marine market marketing "
    "materials mathematics mechanical mechanics media medical medicine microbiology microelectronics military mobile "
    "modern molecular multimedia music national natural network networks neurology neuroscience neurosurgery new "
    "networking nuclear nursing nutrition obstetrics oncology open operations ophthalmology optical optics orthopedics "
    "pathology pediatrics perception pharmaceutical pharmacology pharmacy philosophy photonics physics physiology "
    "physiotherapy planning plant policy political polytechnic power precision process production psychiatry "
    "psychology public quantitative quantum radiology regional remote research resources responsible robotics rural "
    "safety science security sensing service services signal simulation smart social society sociology software "
    "soil space speech sport sports state statistics strategic student study supercomputing surgery sustainability "
    "sustainable system teacher technical technological technology telecommunication theoretical theory tourism "
    "traffic transport transportation trustworthy urban veterinary vision visual water web welfare women world "
    "engineered intelligent vocational professional training normal provincial municipal central federal royal "
    "first second third joint open main campus city graduate undergraduate doctoral postgraduate"
)
GENERIC_WORDS = SUBJECTS | INSTITUTION_NOUNS | frozenset(FOLDED.values()) | LEGAL_FORMS | STOPWORDS


@lru_cache(maxsize=50_000)
def is_generic(key: str) -> bool:
    """Return whether a normal form has nothing but such words ("institute physics")."""
    return all(word in GENERIC_WORDS or word.isdigit() for word in key.split())
