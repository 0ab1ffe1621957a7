#!/usr/bin/env python3
"""Asks two solvers what the instances cost at best, and writes their answers into the files.

    python3 -m venv v && v/bin/pip install highspy ortools
    v/bin/python bench/roster/referees.py --seconds 3600 [--threads 2] [name …]

Each referee gets that long by the clock for each instance; the answer says how long it ran and how much processor time it had, which
is less when the machine is busy. `best` is its own plan's cost, `bound` what it proved that no plan can be below. The plan of the best
referee is kept with it, so that `cargo test -p bench` can count its cost anew by our own rules.
"""

import argparse
import importlib.metadata
import json
import math
import multiprocessing
import os
import time
from pathlib import Path

from make import HERE, YOUNG, clash, may, write


class Model:
    """The planning as a linear model: names of variables with bounds, rows, and a price for each variable."""

    def __init__(self, made):
        self.made, self.vars, self.rows, self.cliques, self.price, self.constant = made, [], [], [], [], 0
        people, shifts, w = made["people"], made["shifts"], made["weights"]
        self.x = {}
        before = {tuple(b) for b in made["before"]}
        self.constant += w["stability"] * len(before)
        for s, shift in enumerate(shifts):
            for p, person in enumerate(people):
                if may(person, shift):
                    price = w["reluctance"] * int(person["reluctance"][s]) - (w["stability"] if (s, p) in before else 0)
                    self.x[s, p] = self.var(0, 1, price)
        for s, shift in enumerate(shifts):
            self.shift(s, shift, people, w)
        for p, person in enumerate(people):
            self.person(p, person, shifts, w)
        self.fairness(people, shifts, w)
        self.faces(shifts, w)

    def var(self, low, high, price):
        self.vars.append((low, high))
        self.price.append(price)
        return len(self.vars) - 1

    def row(self, low, high, terms):
        self.rows.append((low, high, terms))

    def of_shift(self, s, good=lambda person: True):
        people = self.made["people"]
        return [self.x[s, p] for p in range(len(people)) if (s, p) in self.x and good(people[p])]

    def shift(self, s, shift, people, w):
        guides = shift["guides"]
        missing = self.var(0, guides, w["missing"])
        everybody = [(v, 1) for v in self.of_shift(s)]
        self.row(guides, math.inf, everybody + [(missing, 1)])
        self.row(-math.inf, guides, everybody)
        for skill in shift["skills"]:
            able = self.of_shift(s, lambda q: skill in q["masters"])
            self.row(1, math.inf, [(v, 1) for v in able] + [(missing, 1)])
        for asked, side in ((shift["experienced_with_new"], lambda q: q["experienced"]), (shift["young_with_old"], lambda q: q["pupil"] or q["under_18"])):
            if asked:
                lacks = self.var(0, 1, w["pairing"])
                for group in (self.of_shift(s, side), self.of_shift(s, lambda q: not side(q))):
                    self.row(1, math.inf, [(v, 1) for v in group] + [(lacks, 1)])
        watched = lambda q: q["under_18"] or (q["pupil"] and shift["adult_with_pupils"])
        for p, person in enumerate(people):
            if (s, p) in self.x and person["needs_experienced"]:
                self.row(0, math.inf, [(self.x[s, p], -1)] + [(v, 1) for v in self.of_shift(s, lambda q: q["experienced"])])
            if (s, p) in self.x and watched(person):
                self.row(0, math.inf, [(self.x[s, p], -1)] + [(v, 1) for v in self.of_shift(s, lambda q: not watched(q))])

    def person(self, p, person, shifts, w):
        mine = [s for s in range(len(shifts)) if (s, p) in self.x]
        near = {s: {t for t in mine if t != s and clash(shifts[s], shifts[t], self.made["travel"], person["rest_minutes"])} for s in mine}
        seen = set()
        for s in mine:
            for t in sorted(near[s]):
                if t > s and (s, t) not in seen:
                    clique = [s, t]
                    for u in sorted(near[s] & near[t]):
                        if all(u in near[c] for c in clique):
                            clique.append(u)
                    seen.update((a, b) for a in clique for b in clique if a < b)
                    self.cliques.append([self.x[c, p] for c in clique])
        weeks = range(max(s["day"] for s in shifts) // 7 + 1)
        for week in weeks:
            inside = [s for s in mine if shifts[s]["day"] // 7 == week]
            if person["minutes_per_week"]:
                self.row(-math.inf, person["minutes_per_week"], [(self.x[s, p], length(shifts[s])) for s in inside])
            wish = person["shifts_per_week"]
            if wish is not None:
                off = self.var(0, 1000, w["shifts_per_week"])
                terms = [(self.x[s, p], 1) for s in inside]
                self.row(-math.inf, wish, terms + [(off, -1)])
                self.row(wish, math.inf, terms + [(off, 1)])
        if person["under_18"]:
            for day in sorted({shifts[s]["day"] for s in mine}):
                terms = [(self.x[s, p], length(shifts[s])) for s in mine if shifts[s]["day"] == day]
                self.row(-math.inf, YOUNG[2], terms)

    def fairness(self, people, shifts, w):
        shares = sum(q["share"] for q in people)
        counted = [p for p, q in enumerate(people) if q["share"] > 0]
        total = sum(length(s) * s["guides"] for s in shifts) + sum(people[p]["carried_minutes"] for p in counted)
        for p in counted:
            fair = total * people[p]["share"] // shares - people[p]["carried_minutes"]
            off = self.var(0, 1_000_000, w["fairness"])
            load = [(self.x[s, p], length(shifts[s])) for s in range(len(shifts)) if (s, p) in self.x]
            self.row(-math.inf, fair + w["fair_within"], load + [(off, -1)])
            self.row(fair - w["fair_within"], math.inf, load + [(off, 1)])

    def faces(self, shifts, w):
        clubs = {}
        for s, shift in enumerate(shifts):
            if shift["same_face"]:
                clubs.setdefault(shift["series"], []).append(s)
        for members in clubs.values():
            seen = []
            for p in range(len(self.made["people"])):
                here = [self.x[s, p] for s in members if (s, p) in self.x]
                if here:
                    face = self.var(0, 1, 0)
                    seen.append(face)
                    for v in here:
                        self.row(0, math.inf, [(face, 1), (v, -1)])
            over = self.var(0, 1000, w["faces"])
            most = max(shifts[s]["guides"] for s in members)
            self.row(-math.inf, most, [(f, 1) for f in seen] + [(over, -1)])

    def crews(self, value):
        out = [[] for _ in self.made["shifts"]]
        for (s, p), v in self.x.items():
            if value(v) > 0.5:
                out[s].append(p)
        return out


def length(shift):
    return shift["end"] - shift["start"]


def by_highs(model, seconds, threads):
    import highspy

    h = highspy.Highs()
    for option, value in (("output_flag", False), ("time_limit", float(seconds)), ("threads", threads), ("mip_rel_gap", 0.0)):
        h.setOptionValue(option, value)
    inf = highspy.kHighsInf
    clip = lambda n: max(-inf, min(inf, n))
    for (low, high), price in zip(model.vars, model.price):
        h.addVar(low, high)
        h.changeColCost(h.getNumCol() - 1, float(price))
        h.changeColIntegrality(h.getNumCol() - 1, highspy.HighsVarType.kInteger)
    for low, high, terms in model.rows + [(-math.inf, 1, [(v, 1) for v in c]) for c in model.cliques]:
        h.addRow(clip(low), clip(high), len(terms), [v for v, _ in terms], [float(c) for _, c in terms])
    h.run()
    info = h.getInfo()
    has = info.primal_solution_status == 2
    values = h.getSolution().col_value
    best = round(info.objective_function_value) + model.constant if has else None
    # The bound holds for whole numbers too: every cost is one.
    bound = math.ceil(info.mip_dual_bound - 1e-6) + model.constant
    return f"HiGHS {importlib.metadata.version('highspy')}", best, bound, model.crews(lambda v: values[v]) if has else None


def by_cp_sat(model, seconds, threads):
    from ortools.sat.python import cp_model

    m = cp_model.CpModel()
    names = [m.new_int_var(low, high, "") for low, high in model.vars]
    for low, high, terms in model.rows:
        sum_of = sum(names[v] * c for v, c in terms)
        if low > -math.inf:
            m.add(sum_of >= low)
        if high < math.inf:
            m.add(sum_of <= high)
    for clique in model.cliques:
        m.add(sum(names[v] for v in clique) <= 1)
    m.minimize(sum(n * c for n, c in zip(names, model.price) if c))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = max(threads, 2)
    status = solver.solve(m)
    has = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    best = round(solver.objective_value) + model.constant if has else None
    bound = math.ceil(solver.best_objective_bound - 1e-6) + model.constant
    return f"CP-SAT {importlib.metadata.version('ortools')}", best, bound, model.crews(lambda v: solver.value(names[v])) if has else None


def ask_one(referee, model, seconds, threads):
    began, used = time.monotonic(), sum(os.times()[:2])
    name, best, bound, crews = referee(model, seconds, threads)
    spent = dict(seconds=round(time.monotonic() - began), processor_seconds=round(sum(os.times()[:2]) - used))
    return dict(referee=name, **spent, best=best, bound=bound, crews=crews)


def judge(path, seconds, threads):
    made = json.loads(path.read_text())
    model = Model(made)
    answers = []
    for referee in (by_highs, by_cp_sat):
        # Each in a process of its own: the two libraries do not bear being in one.
        with multiprocessing.get_context("spawn").Pool(1) as alone:
            answer = alone.apply(ask_one, (referee, model, seconds, threads))
        print(path.stem, {k: v for k, v in answer.items() if k != "crews"}, flush=True)
        answers.append(answer)
    leader = min((a["best"] for a in answers if a["best"] is not None), default=None)
    for answer in answers:
        if answer["best"] != leader:
            answer["crews"] = None
    made["referees"] = answers
    write(path, made)


if __name__ == "__main__":
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--seconds", type=int, default=3600)
    ask.add_argument("--threads", type=int, default=1)
    ask.add_argument("names", nargs="*")
    asked = ask.parse_args()
    for name in asked.names or ["planted-1", "planted-2", "unplanted-1", "unplanted-2", "unplanted-3"]:
        judge(HERE / f"{name}.json", asked.seconds, asked.threads)
