#!/usr/bin/env python3
"""Makes the instances that the roster is measured on: `make.py` writes one JSON file each into this folder.

The same seeds give the same files. Bounds are added by `referees.py` and are kept when an instance is made again unchanged.

planted-*    30 guides, 4 weeks, 160 shifts. A plan is drawn first, then wishes, limits and shares are laid so that it is optimal:
             no shift can be had for less reluctance than the planted crew's, and every other part of its cost is 0. Decoys are as
             cheap as the planted ones, but do not fit together.
unplanted-*  30 guides, 4 weeks, 160 shifts, drawn like a month at a large library. Nobody knows the optimum.
large        120 guides, 8 weeks, 1 200 shifts.
"""

import json
import random
from pathlib import Path

HERE = Path(__file__).parent
WEIGHTS = dict(missing=30000, reluctance=60, shifts_per_week=90, fairness=1, fair_within=120, stability=240, pairing=180, faces=150)
REST = 660
YOUNG = (6 * 60, 20 * 60, 8 * 60)


def travel_between(places, rng):
    at = [(rng.uniform(0, 12), rng.uniform(0, 12)) for _ in range(places)]
    way = [[0 if a == b else round(10 + 3 * (abs(x1 - x2) + abs(y1 - y2))) for b, (x2, y2) in enumerate(at)] for a, (x1, y1) in enumerate(at)]
    for k in range(places):  # never shorter by a third place
        for i in range(places):
            for j in range(places):
                way[i][j] = min(way[i][j], way[i][k] + way[k][j])
    return way


def series_of(count, places, rng):
    """Weekly series: weekday, start, end, place, guides and what they ask for."""
    out = []
    for n in range(count):
        start = rng.choice([9, 10, 10, 11, 12, 12, 13, 13, 14, 16, 17]) * 60
        length = rng.choice([120, 120, 150, 180, 180, 240])
        guides = rng.choice([1, 1, 1, 1, 1, 2, 2, 2, 2, 3])
        asks = rng.random()
        out.append(dict(
            series=n, weekday=rng.choice([0, 1, 1, 2, 2, 3, 3, 4, 5]), start=start, end=start + length, place=rng.randrange(places), guides=guides,
            skills=[rng.choice(["ar", "pl", "so", "bank", "health", "phone"])] if rng.random() < 0.25 else [],
            experienced_with_new=guides > 1 and asks < 0.3, young_with_old=guides > 1 and 0.3 <= asks < 0.45,
            adult_with_pupils=rng.random() < 0.2, same_face=rng.random() < 0.2))
    return out


def shifts_of(series, weeks):
    out = [dict({k: v for k, v in s.items() if k != "weekday"}, day=7 * w + s["weekday"]) for w in range(weeks) for s in series]
    out.sort(key=lambda s: (s["day"], s["start"], s["series"]))
    return out


def people_of(count, weeks, places, rng):
    out = []
    for n in range(count):
        kind = rng.choices(["employee", "volunteer", "pupil"], [3, 4, 2])[0]
        pupil = kind == "pupil"
        experienced = not pupil and rng.random() < 0.6
        masters = [s for s in ["ar", "pl", "so", "bank", "health", "phone"] if rng.random() < (0.15 if s in ("ar", "pl", "so") else 0.45)]
        busy = []
        if pupil:
            busy = [[7 * w + d, 480, 14 * 60] for w in range(weeks) for d in range(5)]
        elif kind == "volunteer":
            taken = rng.sample(range(6), rng.choice([1, 2, 2, 3]))
            busy = [[7 * w + d, 0, 1440] for w in range(weeks) for d in taken]
        busy += [[day, 0, 1440] for day in rng.sample(range(7 * weeks), rng.choice([0, 1, 2, 3]))]
        wish = {"employee": rng.choice([3, 4]), "volunteer": rng.choice([1, 2, 2]), "pupil": rng.choice([1, 2])}[kind]
        out.append(dict(
            kind=kind, under_18=pupil and rng.random() < 0.5, pupil=pupil, needs_experienced=not experienced and rng.random() < 0.4,
            experienced=experienced, rest_minutes=REST, minutes_per_week={"employee": 960, "volunteer": 480, "pupil": 480}[kind],
            masters=masters, barred=rng.sample(range(7 * weeks), rng.choice([0, 0, 0, 2])), busy=sorted(busy), shifts_per_week=wish,
            share=wish, carried_minutes=rng.choice([0, 60, 120, 240]) * wish,
            _places=set(rng.sample(range(places), rng.choice([2, 3, places]))), _late=rng.random() < 0.5))
    return out


def reluctance_of(person, shift, rng):
    degree = 0 if shift["place"] in person["_places"] else 2
    degree += 1 if (shift["start"] >= 16 * 60) != person["_late"] and rng.random() < 0.7 else 0
    degree += 4 if rng.random() < 0.06 else 0
    return min(degree, 9)


def may(person, shift):
    length = shift["end"] - shift["start"]
    young = person["under_18"] and (shift["start"] < YOUNG[0] or shift["end"] > YOUNG[1] or length > YOUNG[2])
    busy = any(d == shift["day"] and a < shift["end"] and shift["start"] < b for d, a, b in person["busy"])
    return not (young or busy or shift["day"] in person["barred"] or length > person["minutes_per_week"])


def clash(a, b, travel, rest):
    if (a["day"], a["start"]) > (b["day"], b["start"]):
        a, b = b, a
    gap = (b["day"] - a["day"]) * 1440 + b["start"] - a["end"]
    return gap < max(travel[a["place"]][b["place"]], rest if a["day"] != b["day"] else 0)


def finish(name, kind, people, shifts, travel, before=(), planted=None):
    for person in people:
        person["reluctance"] = "".join(str(d) for d in person["reluctance"])
        for key in [k for k in person if k.startswith("_")]:
            del person[key]
    made = dict(name=name, kind=kind, weights=WEIGHTS, travel=travel, people=people, shifts=shifts, before=sorted(before), planted=planted)
    path = HERE / f"{name}.json"
    if path.exists():
        old = json.loads(path.read_text())
        bounds = old.pop("referees", [])
        if bounds and old == json.loads(json.dumps(made)):
            made["referees"] = bounds
    made.setdefault("referees", [])
    write(path, made)


def write(path, made):
    """One line for each person and each shift, so that a difference can be read."""
    lines = []
    for key, value in made.items():
        if isinstance(value, list) and value and isinstance(value[0], (dict, list)):
            body = ",\n".join("  " + json.dumps(v, separators=(", ", ": ")) for v in value)
            lines.append(f'"{key}": [\n{body}\n]')
        else:
            lines.append(f'"{key}": {json.dumps(value)}')
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n")


def unplanted(number, weeks=4, guides=30, series=40, places=6, name=None, previous=False):
    rng = random.Random(1000 + number)
    travel = travel_between(places, rng)
    shifts = shifts_of(series_of(series, places, rng), weeks)
    people = people_of(guides, weeks, places, rng)
    for person in people:
        person["reluctance"] = [reluctance_of(person, s, rng) for s in shifts]
    before = []
    if previous:  # half a plan was told to people before
        for s in rng.sample(range(len(shifts)), len(shifts) // 2):
            able = [p for p, person in enumerate(people) if may(person, shifts[s])]
            if able:
                before.append([s, rng.choice(able)])
    finish(name or f"unplanted-{number}", "large" if name else "unplanted", people, shifts, travel, before)


def planted(number, weeks=4, guides=30, series=40, places=6):
    rng = random.Random(2000 + number)
    travel = travel_between(places, rng)
    shifts = shifts_of(series_of(series, places, rng), weeks)
    people = people_of(guides, weeks, places, rng)
    crews = draw_plan(shifts, people, travel, rng)
    load = [0] * guides
    week = [[0] * weeks for _ in people]
    for s, crew in zip(shifts, crews):
        for p in crew:
            load[p] += s["end"] - s["start"]
            week[p][s["day"] // 7] += s["end"] - s["start"]
    for p, person in enumerate(people):
        person.update(shifts_per_week=None, carried_minutes=0, share=load[p] // 30, minutes_per_week=max(max(week[p]), 120))
    faces = {}
    for s, crew in zip(shifts, crews):
        faces.setdefault(s["series"], set()).update(crew)
    for s, crew in zip(shifts, crews):
        had = lambda key: [bool(people[p][key]) for p in crew]
        s["guides"] = len(crew)
        s["skills"] = [k for k in s["skills"] if any(k in people[p]["masters"] for p in crew)]
        s["experienced_with_new"] = s["experienced_with_new"] and len(set(had("experienced"))) == 2
        s["young_with_old"] = s["young_with_old"] and len(set(had("pupil"))) == 2
        s["same_face"] = len(faces[s["series"]]) == len(crew) and all(len(c) == len(crew) for t, c in zip(shifts, crews) if t["series"] == s["series"])
    keep = [n for n, crew in enumerate(crews) if crew]
    assert len(keep) == len(shifts), "a shift nobody could be planted on: choose another seed"
    floor = [rng.choice([0, 0, 1, 1, 2, 3]) for _ in shifts]
    for p, person in enumerate(people):
        person["reluctance"] = [
            floor[n] if p in crews[n] or rng.random() < 0.35 else min(9, floor[n] + rng.choice([1, 1, 2, 3, 4])) for n in range(len(shifts))]
    optimum = WEIGHTS["reluctance"] * sum(f * len(c) for f, c in zip(floor, crews))
    finish(f"planted-{number}", "planted", people, shifts, travel, planted=dict(cost=optimum, crews=crews))


def draw_plan(shifts, people, travel, rng):
    """A legal plan, the work spread evenly; the same crew for a series where it can be had."""
    crews, mine, week, last = [], [[] for _ in people], {}, {}
    for s in shifts:
        length, w = s["end"] - s["start"], s["day"] // 7
        fits = [p for p, person in enumerate(people)
                if may(person, s) and week.get((p, w), 0) + length <= person["minutes_per_week"] and not any(clash(s, t, travel, REST) for t in mine[p])
                and (not person["under_18"] or sum(t["end"] - t["start"] for t in mine[p] if t["day"] == s["day"]) + length <= YOUNG[2])]
        rng.shuffle(fits)
        fits.sort(key=lambda p: (p not in last.get(s["series"], ()), sum(t["end"] - t["start"] for t in mine[p]) / people[p]["share"]))
        crew = []
        for p in sorted(fits, key=lambda p: not people[p]["experienced"])[:1] + fits:
            if len(crew) < s["guides"] and p not in crew:
                leans = people[p]["needs_experienced"] or people[p]["under_18"] or people[p]["pupil"]
                if not leans or any(people[q]["experienced"] for q in crew):
                    crew.append(p)
        for p in crew:
            mine[p].append(s)
            week[p, w] = week.get((p, w), 0) + length
        last[s["series"]] = crew
        crews.append(sorted(crew))
    return crews


if __name__ == "__main__":
    for n in (1, 2):
        planted(n)
    for n in (1, 2):
        unplanted(n)
    unplanted(3, previous=True)
    unplanted(4, weeks=8, guides=120, series=150, places=14, name="large")
