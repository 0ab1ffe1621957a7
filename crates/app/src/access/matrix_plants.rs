//! What the made-up days leave out: links to somebody outside, things that wait for an answer, and what has gone wrong. Made with
//! the forms that people have, or, where something must have happened outside, as a row.

use super::{
    matrix_pages::{Form, addresses},
    matrix_town::{Table, Town, Who, after, after_until},
};
use crate::{frame::AppError, promise::substitute::token_hash, situation::figures_store::put_figure, testing::TestApp};
use ::store::{Actor, Query, Tx, WriteCtx, params};
use domain::{
    access::Role,
    shared::{Id, day_and_minute},
    situation::{FigureSeries, LocalFigure, LocalFigureKind},
};
use std::collections::BTreeMap;

const OFFICE: Who = Some(Role::Coordinator);
const GUIDE: Who = Some(Role::Guide);
const LEADER: Who = Some(Role::Leader);

impl Town {
    /// Everything that needs nothing from the others. `plan` is a plan of the roster.
    pub async fn plants(&mut self, test: &TestApp, table: &Table, plan: &str) {
        self.asks_employees(test, table).await;
        self.waits(test, table).await;
        self.takes_colleagues_in(test, table).await;
        self.promises(test, table).await;
        self.queues(test, table).await;
        self.fails(test, table).await;
        self.shows_shifts(test, table, plan).await;
        self.writes(test, table).await;
        let (offering, place) = (self.key("drop-in-innbyggerservice"), self.key("innbyggerservice"));
        for address in [
            "/kontor/handbok/nett-og-data/versjoner".to_owned(),
            format!("/kontor/tilbud/{}/tekster", self.key("en-til-en")),
            format!("/kontor/tilbud/{offering}/tider/hverdager"),
            format!("/kontor/tilbud/{offering}/tider/hverdager/unntak"),
            format!("/kontor/steder/{place}/tider/hverdager"),
            format!("/kontor/steder/{place}/tider/hverdager/unntak"),
        ] {
            self.reads(test, table, OFFICE, &address).await;
        }
        for address in [
            "/skranke/lapp/door/nav".to_owned(),
            format!("/skranke/lapp/offering/{offering}"),
            format!("/skranke/timer?sted={place}"),
        ] {
            self.reads(test, table, GUIDE, &address).await;
        }
        self.knows(table, "/kom-i-gang/kommune");
        for board in ["/skjerm/", "/tavle/"] {
            self.knows(table, &format!("{board}{place}"));
        }
        self.knows(table, &format!("/kontor/plakater/{offering}/skjerm.png"));
    }

    fn write(&self, test: &TestApp, f: impl FnMut(&mut Tx) -> Result<(), AppError> + Send + 'static) {
        let ctx = WriteCtx {
            tenant: self.tenant,
            actor: Actor::System,
            now: test.now(),
        };
        test.app.db().write_blocking(ctx, f).unwrap_or_else(|error| panic!("{error:?}"));
    }

    async fn asks_employees(&mut self, test: &TestApp, table: &Table) {
        let round = "/kontor/grunnlag/ansatte";
        self.says(test, table, OFFICE, round, &[("gjor", "apne")]).await;
        let page = self.reads(test, table, OFFICE, round).await;
        self.reads(
            test,
            table,
            None,
            &format!("/kartlegging/{}", after(&page, "/kartlegging/")),
        )
        .await;
        let today = day_and_minute(test.now()).0;
        let figure = LocalFigure {
            id: Id([0; 16]),
            kind: LocalFigureKind::Other,
            title: "Husholdninger".to_owned(),
            source: "Statistisk sentralbyrå".to_owned(),
            updated: String::new(),
            imported_on: today,
            series: vec![FigureSeries {
                code: "1".to_owned(),
                label: "Husholdninger".to_owned(),
                values: vec![("2025".to_owned(), 1000.0)],
            }],
        };
        self.write(test, move |tx| put_figure(tx, &figure).map(drop));
        self.reads(test, table, OFFICE, "/kontor/grunnlag/tall").await;
    }

    /// What a municipality writes itself beside what all have: a card, a fact and a theme.
    async fn writes(&mut self, test: &TestApp, table: &Table) {
        let name = self.key("eget");
        let card = [("slag", "topic"), ("hylle", "device"), ("tittel", name.as_str())];
        self.says(test, table, OFFICE, "/kontor/handbok/ny", &card).await;
        for page in ["", "/oppsett", "/versjoner", "/tekst/nb"] {
            self.reads(test, table, OFFICE, &format!("/kontor/handbok/{name}{page}")).await;
        }
        self.knows(table, &format!("/skranke/handbok/{name}"));
        let fact = [
            ("slag", "other"),
            ("setning", name.as_str()),
            ("ar", "2025"),
            ("utgivelse", "Innbyggerundersøkelsen"),
            ("utgiver", "Kommunen"),
        ];
        self.says(test, table, OFFICE, "/kontor/grunnlag/fakta/ny", &fact).await;
        self.reads(test, table, OFFICE, &format!("/kontor/grunnlag/fakta/{name}")).await;
        let theme = [("navn-nb", name.as_str()), ("emne", "email")];
        self.says(test, table, OFFICE, "/kontor/arrangement/temaer/nytt", &theme).await;
        self.reads(test, table, OFFICE, &format!("/kontor/arrangement/temaer/{name}")).await;
    }

    /// Somebody on the list, and a time that is held while she writes who she is.
    async fn waits(&mut self, test: &TestApp, table: &Table) {
        let offering = self.key("en-til-en");
        let list = format!("/skranke/venteliste/{offering}");
        let who = [("antall", "1"), ("kontakt", "none"), ("hvordan", "phone")];
        self.says(test, table, GUIDE, &list, &who).await;
        self.reads(test, table, GUIDE, &list).await;
        self.reads(test, table, None, &format!("/venteliste/{offering}")).await;
        let door = format!("/bestill/{offering}");
        let page = self.reads(test, table, None, &format!("{door}/tid")).await;
        let (hold, time) = (
            after_until(&page, "name=\"hold\" value=\"", '"'),
            after_until(&page, "name=\"tid\" value=\"", '"'),
        );
        let chosen = [("hold", hold.as_str()), ("tid", time.as_str())];
        let told = self.says(test, table, None, &format!("{door}/tid"), &chosen).await;
        self.reads(
            test,
            table,
            None,
            &format!("{door}/kontakt?hold={}", after(&told, "hold=")),
        )
        .await;
    }

    /// What somebody who guides has written herself: a line of what she learnt, a thought, and a wish to visit anybody.
    pub(super) async fn learns(&mut self, test: &TestApp, table: &Table, link: &str) {
        let (line, wish, thought) = (self.hex(21), self.hex(22), self.hex(23));
        let new = [
            ("id", line.as_str()),
            ("slag", "course"),
            ("navn", "Kurs"),
            ("dag", "2026-03-02"),
            ("timer", "1"),
            ("minutter", "0"),
        ];
        self.says(test, table, None, &format!("{link}/laering/ny"), &new).await;
        let wished = [("id", wish.as_str())];
        self.says(test, table, None, &format!("{link}/laering/hospitering"), &wished).await;
        let thoughts = [("id", thought.as_str()), ("folelse", "well"), ("dag", "2026-03-03")];
        self.says(test, table, None, &format!("{link}/laering/refleksjon"), &thoughts).await;
    }

    /// Colleagues in other services: one visits today, one next week, one waits for an answer.
    async fn takes_colleagues_in(&mut self, test: &TestApp, table: &Table) {
        let shadowing = "/kontor/laering/hospitering";
        let host = self.hex(24);
        let here = [("id", host.as_str()), ("vei", "in"), ("sted", "hovedbiblioteket"), ("antall", "5")];
        self.says(test, table, OFFICE, &format!("{shadowing}/plass/ny"), &here).await;
        let page = self.reads(test, table, OFFICE, shadowing).await;
        let door = format!(
            "/hospitering/{}",
            after(&page, &format!("{}/hospitering/", self.base()))
        );
        for (n, day) in [(25, Some("2026-03-03")), (26, Some("2026-03-10")), (27, None)] {
            let (wish, agreement) = (self.hex(n), self.hex(n + 10));
            let wished = [
                ("id", wish.as_str()),
                ("skjema", "onske"),
                ("plass", host.as_str()),
                ("navn", "Mona"),
                ("tjeneste", "Hjemmetjenesten"),
                ("epost", "mona@eksempel.no"),
            ];
            self.says(test, table, None, &format!("{door}/onske"), &wished).await;
            let Some(day) = day else { continue };
            let agreed = [
                ("id", agreement.as_str()),
                ("onske", wish.as_str()),
                ("plass", host.as_str()),
                ("dag", day),
                ("fra", "09:00"),
                ("til", "11:00"),
            ];
            self.says(test, table, OFFICE, &format!("{shadowing}/avtal"), &agreed).await;
            self.reads(test, table, None, &format!("/hospiteringsavtale/{agreement}")).await;
        }
        for (who, address) in [(None, door.as_str()), (OFFICE, shadowing)] {
            self.reads(test, table, who, address).await;
        }
    }

    /// Who is told when nobody keeps an hour, and an hour that somebody is asked to take.
    async fn promises(&mut self, test: &TestApp, table: &Table) {
        let alarm = "/kontor/lofte/varsel";
        let somebody = [("dager", "7"), ("navn", "Vakten"), ("kontakt", "vakten@eksempel.no")];
        self.says(test, table, OFFICE, alarm, &somebody).await;
        self.reads(test, table, OFFICE, alarm).await;
        // The last hour of each schedule lies ahead.
        let list = self.get(test, OFFICE, "/kontor/lofte").await.body;
        let is_hour = |a: &String| a.starts_with("/kontor/lofte/") && a.matches('/').count() == 5;
        let hours = addresses(&list, &self.base()).into_iter().filter(is_hour);
        let last: BTreeMap<String, String> =
            hours.filter_map(|hour| Some((hour.rsplit_once('/')?.0.to_owned(), hour))).collect();
        for hour in last.into_values() {
            self.reads(test, table, OFFICE, &hour).await;
        }
        // The demonstration asks somebody with a link that is the same everywhere.
        let token = self.hex(41);
        let (before, after) = (token_hash("demo"), token_hash(&token));
        self.write(test, move |tx| {
            let values = params![tx.tenant(), before.clone(), after.clone()];
            let sql = "UPDATE promise_question SET token_hash = $3 WHERE tenant_id = $1 AND token_hash = $2";
            tx.exec(sql, &values)?;
            Ok(())
        });
        self.reads(test, table, None, &format!("/vikar/{token}")).await;
        self.reads(test, table, OFFICE, "/kontor/lofte").await;
    }

    /// Three who have come: one is called, one is put aside, one waits.
    async fn queues(&mut self, test: &TestApp, table: &Table) {
        for (seen, act) in [("1", "kall"), ("2", "parker"), ("3", "")] {
            let new = [("sted", "hovedbiblioteket"), ("etter", seen)];
            let told = self.says(test, table, GUIDE, "/skranke/ko/ny", &new).await;
            if !act.is_empty() {
                let ticket = after(&told, "lapp=");
                self.says(test, table, GUIDE, &format!("/skranke/ko/{act}/{ticket}"), &[]).await;
            }
        }
        self.reads(test, table, GUIDE, "/skranke/ko?sted=hovedbiblioteket").await;
    }

    /// A message that was given up, and a machine that several use. Whoever makes one is signed out of it.
    async fn fails(&mut self, test: &TestApp, table: &Table) {
        self.says(
            test,
            table,
            OFFICE,
            "/kontor/meldinger/prove",
            &[("til", "nora@eksempel.no")],
        )
        .await;
        self.write(test, |tx| {
            let values = params![tx.tenant(), tx.now()];
            let sql = "UPDATE message SET state = 'dead', attempts = 5, ended_at = $2, problem = 'no_answer'
                       WHERE tenant_id = $1 AND contact = 'nora@eksempel.no'";
            tx.exec(sql, &values)?;
            Ok(())
        });
        self.reads(test, table, OFFICE, "/kontor/meldinger").await;
        let (browser, _) = test.signed_in_at(self.tenant, Role::Administrator);
        let machine = [("navn", "Nettbrettet ved skranken")];
        browser.post(&format!("{}/kontor/enheter", self.base()), &machine).await;
        self.reads(test, table, Some(Role::Administrator), "/kontor/enheter").await;
    }

    /// Somebody is put on a shift.
    async fn shows_shifts(&mut self, test: &TestApp, table: &Table, plan: &str) {
        for address in [plan, "/kontor/vaktplan"] {
            self.reads(test, table, OFFICE, address).await;
        }
        let guide = self.hex(2);
        for offering in ["drop-in-biblioteket".to_owned(), self.key("drop-in-innbyggerservice")] {
            let shift = format!("/kontor/vaktplan/vakt/{offering}/hverdager/2026-03-12");
            self.has(table, Form::of(&shift, &[("veileder", &guide), ("handling", "pa")]));
        }
    }

    /// Something of a thing is set aside for the next that is held.
    pub(super) async fn sets_aside(&mut self, test: &TestApp, table: &Table, thing: &str) {
        let page = format!("/kontor/utstyr/{thing}");
        let read = self.reads(test, table, OFFICE, &page).await;
        let list = read.split_once("name=\"nar\"").map_or("", |(_, list)| list).to_owned();
        let (hold, when) = (self.hex(40), after_until(&list, "value=\"", '"'));
        let aside = [("id", hold.as_str()), ("nar", when.as_str()), ("enheter", "1")];
        self.says(test, table, OFFICE, &format!("{page}/sett-av"), &aside).await;
        self.reads(test, table, OFFICE, &page).await;
    }

    /// The scenarios of an analysis that is not held yet, and those of the one that holds.
    pub(super) async fn rates(&mut self, test: &TestApp, table: &Table, draft: &str) {
        let scenario = "/kontor/ros/{id}/scenario/{scenario}";
        let of_draft = |a: &String| a.starts_with(draft);
        for address in self.addresses(table, "GET", scenario).into_iter().filter(of_draft) {
            for part in ["", "/hva", "/vurdering", "/tiltak"] {
                self.reads(test, table, OFFICE, &format!("{address}{part}")).await;
            }
        }
        self.reads(test, table, OFFICE, "/kontor/ros").await;
        for analysis in self.addresses(table, "GET", "/kontor/ros/{id}") {
            self.reads(test, table, LEADER, &analysis).await;
        }
        for address in self.addresses(table, "GET", scenario).into_iter().filter(|a| !of_draft(a)) {
            self.reads(test, table, LEADER, &address).await;
            let of = address.rsplit('/').next().unwrap_or_default();
            self.knows(table, &format!("/kontor/ros/scenario/{of}"));
        }
    }
}
