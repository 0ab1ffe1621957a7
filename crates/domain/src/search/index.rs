use super::{
    answer::{Answer, Headline, Hit, HitKind, Why},
    normal::{Stems, Tongue, Word, words},
    vocabulary::{Fit, Term, Vocabulary},
    words::{Concept, concepts},
};
use crate::{
    offerings::{Access, DigitalService, Offering, OfferingKind, Topic},
    referrals::doors_of,
    register::Register,
    shared::{Key, Localized},
};
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};

/// Most hits of an answer.
const MAX_HITS: usize = 12;
/// Most concepts that an answer follows.
const MAX_CONCEPTS: usize = 3;

/// Everything search knows about one municipality, ready to be asked. Built once for each version of the register.
///
/// ```
/// use domain::search::concepts;
/// assert!(concepts().iter().any(|c| c.key == "bankid"));
/// ```
pub struct SearchIndex {
    stems: Stems,
    vocabulary: Vocabulary,
    phrases: Vec<Phrase>,
    postings: HashMap<Term, Vec<usize>>,
    weights: Vec<f32>,
    items: Vec<Item>,
    phone: String,
}

/// What a phrase belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Subject {
    Concept(usize),
    Item(usize),
}

struct Phrase {
    terms: Vec<Term>,
    subject: Subject,
    /// 0–1: a name counts more than a word of a summary.
    own: f32,
}

struct Item {
    kind: HitKind,
    key: Key,
    topics: Vec<Topic>,
    services: Vec<Key>,
    offering: Option<OfferingKind>,
    just_come: bool,
    ended: Option<Date>,
    /// The concepts a digital service is about.
    concepts: Vec<usize>,
}

impl Item {
    fn new(kind: HitKind, key: &Key) -> Self {
        let (topics, services, concepts) = (vec![], vec![], vec![]);
        Self {
            kind,
            key: key.clone(),
            topics,
            services,
            offering: None,
            just_come: false,
            ended: None,
            concepts,
        }
    }
}

/// A question, read.
struct Question {
    /// How well each term was asked for.
    terms: HashMap<Term, f32>,
    /// What a perfect match would weigh.
    weight: f32,
    did_you_mean: Option<String>,
}

impl SearchIndex {
    /// Builds the index from the register, the national doors and the word list. Unpublished offerings are left out.
    #[must_use]
    pub fn build(register: &Register) -> Self {
        let mut index = Self {
            stems: Stems::new(),
            vocabulary: Vocabulary::default(),
            phrases: vec![],
            postings: HashMap::new(),
            weights: vec![],
            items: vec![],
            phone: register.municipality.phone.clone(),
        };
        concepts().iter().enumerate().for_each(|(i, c)| index.add_concept(i, c));
        index.add_register(register);
        index.finish();
        index.link_services();
        index
    }

    /// Answers a question in plain words, whatever it holds: only the first 200 characters are read. `today` leaves
    /// out what has ended.
    #[must_use]
    pub fn search(&self, question: &str, today: Date) -> Answer {
        let asked = self.read(question);
        let (concepts, own) = self.match_phrases(&asked);
        let mut headlines = headlines(&concepts);
        let mut hits = self.hits(&concepts, &own, today);
        let understood = !headlines.is_empty() || !hits.is_empty();
        if hits.is_empty() {
            hits = self.fallback(today);
        }
        self.mix(&concepts, &mut hits);
        hits.truncate(MAX_HITS);
        if headlines.is_empty() {
            headlines.push(self.general_headline());
        }
        let did_you_mean = asked.did_you_mean.filter(|_| understood);
        Answer {
            headlines,
            hits,
            did_you_mean,
            understood,
        }
    }

    fn add_concept(&mut self, at: usize, concept: &Concept) {
        for phrase in &concept.norwegian {
            self.add(phrase, Tongue::Norwegian, Subject::Concept(at), 1.0);
        }
        for phrase in &concept.english {
            self.add(phrase, Tongue::English, Subject::Concept(at), 1.0);
        }
    }

    fn add_register(&mut self, register: &Register) {
        register.offerings.iter().filter(|o| o.published).for_each(|o| self.add_offering(o));
        for door in doors_of(register) {
            let item = Item {
                topics: door.topics.clone(),
                ..Item::new(HitKind::Door, &door.key)
            };
            let subject = self.add_item(item, &door.name);
            self.add_loose(&door.helps_with, subject);
        }
        register.services.iter().for_each(|s| self.add_service(s));
        for place in &register.places {
            let item = Item {
                ended: place.ended,
                ..Item::new(HitKind::Place, &place.key)
            };
            let subject = self.add_item(item, &place.name);
            for text in [&place.district, &place.street] {
                self.add(text, Tongue::Norwegian, subject, 0.8);
            }
        }
        for organisation in &register.organisations {
            let item = Item {
                ended: organisation.ended,
                ..Item::new(HitKind::Organisation, &organisation.key)
            };
            self.add_item(item, &organisation.name);
        }
    }

    fn add_offering(&mut self, offering: &Offering) {
        let item = Item {
            topics: offering.topics.clone(),
            services: offering.services.clone(),
            offering: Some(offering.kind),
            just_come: offering.access == Access::JustCome,
            ended: offering.ended,
            ..Item::new(HitKind::Offering, &offering.key)
        };
        let subject = self.add_item(item, &offering.name);
        self.add_loose(&offering.summary, subject);
    }

    fn add_service(&mut self, service: &DigitalService) {
        let item = Item {
            topics: vec![service.topic],
            ..Item::new(HitKind::DigitalService, &service.key)
        };
        let subject = self.add_item(item, &service.name);
        for phrase in &service.search_words {
            self.add(phrase, Tongue::Norwegian, subject, 1.0);
        }
    }

    fn add_item(&mut self, item: Item, name: &Localized) -> Subject {
        self.items.push(item);
        let subject = Subject::Item(self.items.len() - 1);
        self.add(&name.nb, Tongue::Norwegian, subject, 1.0);
        self.add(&name.nn, Tongue::Norwegian, subject, 1.0);
        self.add(&name.en, Tongue::English, subject, 1.0);
        subject
    }

    /// Each word of a longer text by itself, counting little.
    fn add_loose(&mut self, text: &Localized, subject: Subject) {
        let texts = [(&text.nb, Tongue::Norwegian), (&text.nn, Tongue::Norwegian), (&text.en, Tongue::English)];
        for (text, tongue) in texts {
            for word in words(text).iter().filter(|w| !w.stop && w.folded.len() > 3) {
                self.add_phrase(std::slice::from_ref(word), tongue, subject, 0.3);
            }
        }
    }

    fn add(&mut self, phrase: &str, tongue: Tongue, subject: Subject, own: f32) {
        let all = words(phrase);
        self.add_phrase(&content(&all), tongue, subject, own);
        if (2..=3).contains(&all.len()) {
            self.add_phrase(&[joined(&all)], tongue, subject, own);
        }
    }

    fn add_phrase(&mut self, content: &[Word], tongue: Tongue, subject: Subject, own: f32) {
        let mut terms: Vec<Term> = content.iter().map(|w| self.vocabulary.add(w, tongue, &self.stems)).collect();
        terms.sort_unstable();
        terms.dedup();
        if terms.is_empty() {
            return;
        }
        for term in &terms {
            self.postings.entry(*term).or_default().push(self.phrases.len());
        }
        self.phrases.push(Phrase { terms, subject, own });
    }

    /// Weighs the terms: a word that points to few things says more.
    fn finish(&mut self) {
        self.vocabulary.finish();
        self.weights = vec![0.0; self.vocabulary.len()];
        let subjects = (concepts().len() + self.items.len()) as f32;
        for (term, phrases) in &self.postings {
            let about: HashSet<Subject> = phrases.iter().map(|p| self.phrases[*p].subject).collect();
            self.weights[*term as usize] = (1.0 + subjects / about.len() as f32).ln();
        }
    }

    /// A municipality's own digital service is about what the word list says of its words.
    fn link_services(&mut self) {
        let whole = self.phrases.iter().filter(|p| p.own >= 1.0);
        let mut about: Vec<(usize, usize)> = vec![];
        for phrase in whole {
            let Subject::Item(item) = phrase.subject else { continue };
            if self.items[item].kind != HitKind::DigitalService {
                continue;
            }
            let same = self.phrases.iter().filter(|p| p.terms == phrase.terms);
            about.extend(same.filter_map(|p| match p.subject {
                Subject::Concept(concept) if !concepts()[concept].general => Some((item, concept)),
                _ => None,
            }));
        }
        for (item, concept) in about {
            if !self.items[item].concepts.contains(&concept) {
                self.items[item].concepts.push(concept);
            }
        }
    }

    fn read(&self, question: &str) -> Question {
        let all = words(question);
        let asked = content(&all);
        let mut read = Question {
            terms: HashMap::new(),
            weight: 0.0,
            did_you_mean: None,
        };
        let joins = self.joins(&all);
        let mut said: Vec<String> = all.iter().map(|w| w.shown.clone()).collect();
        let mut corrected = false;
        for (at, word) in all.iter().enumerate().filter(|(_, w)| asked.contains(w)) {
            let in_join = joins.iter().any(|(from, to, _)| (*from..=*to).contains(&at));
            let known = if in_join {
                self.vocabulary.known(word, &self.stems)
            } else {
                vec![]
            };
            if in_join {
                self.mark(&mut read, &known);
                continue;
            }
            let reading = self.vocabulary.read(word, at + 1 == all.len(), &self.stems);
            if let Some(better) = reading.corrected {
                said[at] = better;
                corrected = true;
            }
            self.mark(&mut read, &reading.fits);
        }
        for (_, _, fits) in &joins {
            self.mark(&mut read, fits);
        }
        read.did_you_mean = corrected.then(|| said.join(" "));
        read
    }

    /// Two or three words in a row that are known as one: "bank id", "e post", "kom i gang".
    fn joins(&self, all: &[Word]) -> Vec<(usize, usize, Vec<Fit>)> {
        let mut joins = vec![];
        for length in [2, 3] {
            for (at, window) in all.windows(length).enumerate() {
                if window.iter().all(|w| w.stop) && window.len() < all.len() {
                    continue;
                }
                let fits = self.vocabulary.known(&joined(window), &self.stems);
                if !fits.is_empty() {
                    joins.push((at, at + length - 1, fits));
                }
            }
        }
        joins
    }

    fn mark(&self, read: &mut Question, fits: &[Fit]) {
        for fit in fits {
            let quality = read.terms.entry(fit.term).or_default();
            *quality = quality.max(fit.quality);
        }
        // A word nobody knows still means that the whole question was not understood.
        const UNKNOWN: f32 = 3.0;
        let weight = fits.iter().map(|f| self.weight(f.term)).fold(0.0, f32::max);
        read.weight += if fits.is_empty() { UNKNOWN } else { weight };
    }

    fn weight(&self, term: Term) -> f32 {
        self.weights.get(term as usize).copied().unwrap_or(0.0)
    }

    /// The concepts asked about with their score, best first, and how well each item's own words match (0–1).
    fn match_phrases(&self, asked: &Question) -> (Vec<(usize, f32)>, HashMap<usize, f32>) {
        let touched: HashSet<usize> =
            asked.terms.keys().filter_map(|t| self.postings.get(t)).flatten().copied().collect();
        let (mut about, mut own): (HashMap<usize, f32>, HashMap<usize, f32>) = Default::default();
        for phrase in touched.into_iter().map(|p| &self.phrases[p]) {
            let (matched, coverage) = self.overlap(phrase, asked);
            match phrase.subject {
                Subject::Concept(at) => {
                    let part = match coverage {
                        0.999.. => 1.0,
                        0.5.. => 0.3 * coverage,
                        _ => 0.0,
                    };
                    let breadth = if concepts()[at].general { 0.6 } else { 1.0 };
                    let best = about.entry(at).or_default();
                    *best = best.max(matched * part * breadth);
                }
                Subject::Item(at) => {
                    let share = (matched / asked.weight.max(0.1)).min(1.0);
                    let best = own.entry(at).or_default();
                    *best = best.max(share * coverage * phrase.own);
                }
            }
        }
        (best_concepts(about), own)
    }

    /// The weight of what was asked for in a phrase, and the share of the phrase that was asked for (0–1).
    fn overlap(&self, phrase: &Phrase, asked: &Question) -> (f32, f32) {
        let (mut matched, mut hit, mut total) = (0.0, 0.0, 0.0);
        for term in &phrase.terms {
            let weight = self.weight(*term);
            total += weight;
            if let Some(quality) = asked.terms.get(term) {
                matched += weight * quality;
                hit += weight;
            }
        }
        (matched, if total > 0.0 { hit / total } else { 0.0 })
    }

    fn hits(&self, concepts: &[(usize, f32)], own: &HashMap<usize, f32>, today: Date) -> Vec<Hit> {
        let asked_services: Vec<(&Key, f32)> = (self.items.iter().enumerate())
            .filter(|(_, item)| item.kind == HitKind::DigitalService)
            .filter_map(|(at, item)| Some((&item.key, self.service_match(at, item, concepts, own)?)))
            .collect();
        let mut hits: Vec<Hit> = (self.items.iter().enumerate())
            .filter(|(_, item)| item.ended.is_none_or(|day| day > today))
            .filter_map(|(at, item)| {
                let own = own.get(&at).copied().unwrap_or(0.0);
                let (score, why) = score(item, concepts, own, &asked_services);
                (score > 0.5).then(|| hit(item, score, why))
            })
            .collect();
        hits.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| (a.kind, &a.key).cmp(&(b.kind, &b.key))));
        hits
    }

    fn service_match(
        &self,
        at: usize,
        item: &Item,
        concepts: &[(usize, f32)],
        own: &HashMap<usize, f32>,
    ) -> Option<f32> {
        let best = concepts.first().map_or(1.0, |c| c.1);
        let linked = concepts.iter().filter(|(c, _)| item.concepts.contains(c)).map(|(_, s)| s / best);
        let most = linked.chain(own.get(&at).copied()).fold(0.0, f32::max);
        (most > 0.4).then_some(most)
    }

    /// Among the first three stand the best offering and, where one owns the matter, the best door.
    fn mix(&self, found: &[(usize, f32)], hits: &mut Vec<Hit>) {
        let owner = found.first().and_then(|(c, _)| concepts()[*c].doors.first());
        let door = owner.and_then(|key| hits.iter().position(|h| h.kind == HitKind::Door && h.key == *key));
        let offering = hits.iter().position(|h| h.kind == HitKind::Offering);
        for (at, place) in [(offering, 1), (door, 2)] {
            let Some(at) = at.filter(|at| *at > place) else {
                continue;
            };
            let hit = hits.remove(at);
            hits.insert(place, hit);
        }
    }

    /// Where somebody can look further: the drop-ins, else whatever is offered, else the places and doors.
    fn fallback(&self, today: Date) -> Vec<Hit> {
        let open: Vec<&Item> = self.items.iter().filter(|i| i.ended.is_none_or(|day| day > today)).collect();
        let choices: [&dyn Fn(&Item) -> bool; 3] =
            [&|i| i.offering.is_some_and(OfferingKind::is_drop_in), &|i| i.kind == HitKind::Offering, &|i| {
                matches!(i.kind, HitKind::Place | HitKind::Door)
            }];
        let first = choices.iter().map(|fits| open.iter().filter(|i| fits(i)).take(6).collect::<Vec<_>>());
        let found = first.into_iter().find(|found| !found.is_empty()).unwrap_or_default();
        found.into_iter().map(|i| hit(i, 1.0, Why::Fallback)).collect()
    }

    fn general_headline(&self) -> Headline {
        let text = if self.phone.is_empty() {
            Localized {
                nb: "Kom innom og fortell hva det gjelder, så ser vi på det sammen.".to_owned(),
                nn: "Kom innom og fortel kva det gjeld, så ser vi på det saman.".to_owned(),
                en: "Come by and tell us what it is about, and we will look at it together.".to_owned(),
            }
        } else {
            let phone = &self.phone;
            Localized {
                nb: format!("Kom innom, eller ring {phone} og fortell hva det gjelder. Så ser vi på det sammen."),
                nn: format!("Kom innom, eller ring {phone} og fortel kva det gjeld. Så ser vi på det saman."),
                en: format!("Come by, or call {phone} and tell us what it is about. We will look at it together."),
            }
        };
        Headline { concept: None, text }
    }
}

fn hit(item: &Item, score: f32, why: Why) -> Hit {
    Hit {
        kind: item.kind,
        key: item.key.clone(),
        score: (score * 100.0) as i32,
        why,
    }
}

/// The words that say something; all of them when none does.
fn content(all: &[Word]) -> Vec<Word> {
    let said: Vec<Word> = all.iter().filter(|w| !w.stop).cloned().collect();
    if said.is_empty() { all.to_vec() } else { said }
}

fn joined(words: &[Word]) -> Word {
    let join = |part: fn(&Word) -> &str| words.iter().map(part).collect::<String>();
    Word {
        shown: join(|w| &w.shown),
        folded: join(|w| &w.folded),
        stop: false,
    }
}

fn best_concepts(about: HashMap<usize, f32>) -> Vec<(usize, f32)> {
    let mut about: Vec<(usize, f32)> = about.into_iter().filter(|(_, score)| *score > 0.3).collect();
    about.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let least = about.first().map_or(0.0, |(_, score)| score * 0.5);
    about.retain(|(_, score)| *score >= least);
    about.truncate(MAX_CONCEPTS);
    about
}

fn headlines(found: &[(usize, f32)]) -> Vec<Headline> {
    let best = found.first().map_or(0.0, |(_, score)| *score);
    found
        .iter()
        .filter(|(_, score)| *score >= best * 0.8)
        .take(2)
        .map(|(at, _)| &concepts()[*at])
        .map(|c| Headline {
            concept: Some(&c.key),
            text: c.answer.clone(),
        })
        .collect()
}

/// How well an item answers, and the most important reason. The figures are points of about 0–20.
fn score(item: &Item, found: &[(usize, f32)], own: f32, asked_services: &[(&Key, f32)]) -> (f32, Why) {
    let best = found.first().map_or(1.0, |c| c.1);
    let mut reasons: Vec<(f32, Why)> = vec![(own * 12.0, Why::Name)];
    for (at, strength) in found.iter().map(|(at, s)| (*at, s / best)) {
        let concept = &concepts()[at];
        let reason = match item.kind {
            HitKind::Door => door_fit(item, concept),
            HitKind::Offering => offering_fit(item, concept),
            HitKind::DigitalService if item.concepts.contains(&at) => Some((7.0, Why::Service)),
            _ => None,
        };
        reasons.extend(reason.map(|(points, why)| (points * strength, why)));
    }
    if item.kind == HitKind::Offering {
        let asked = asked_services.iter().filter(|(key, _)| item.services.contains(key));
        reasons.extend(asked.map(|(_, strength)| (10.0 * strength, Why::Service)));
    }
    reasons.sort_by(|a, b| b.0.total_cmp(&a.0));
    let sum = reasons[0].0 + reasons[1..].iter().map(|(points, _)| points * 0.25).sum::<f32>();
    let ease = if item.just_come && sum > 0.5 { 0.8 } else { 0.0 };
    (sum + ease, reasons[0].1)
}

fn door_fit(item: &Item, concept: &Concept) -> Option<(f32, Why)> {
    if let Some(at) = concept.doors.iter().position(|d| *d == item.key) {
        return Some((10.0 - at as f32 * 1.5, Why::Owner));
    }
    let shared = concept.topics.iter().find(|t| **t != Topic::Other && item.topics.contains(t))?;
    Some((2.0, Why::Topic(*shared)))
}

fn offering_fit(item: &Item, concept: &Concept) -> Option<(f32, Why)> {
    let kind = item.offering.and_then(|k| concept.kinds.iter().position(|c| *c == k));
    let topic = concept.topics.iter().position(|t| *t != Topic::Other && item.topics.contains(t));
    match (kind, topic) {
        (Some(_), Some(_)) => Some((10.0, Why::Kind)),
        (Some(at), None) => Some((9.0 - at as f32 * 0.5, Why::Kind)),
        (None, Some(at)) => Some(if at == 0 {
            (8.0, Why::Topic(concept.topics[0]))
        } else {
            (4.0, Why::Topic(concept.topics[at]))
        }),
        (None, None) => None,
    }
}
