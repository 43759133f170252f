//! More people than the columns of a row name. What they get follows from the columns; the exceptions stand here.

use rathaus_api::representatives::{
    AcceptRepresentation, InviteRepresentative, Representation, RepresentationScope, ShownCode,
};
use rathaus_api::staff::{NewSubstitution, Role, Substitution};
use rathaus_tests::{Clerk, Door, Resident};

use super::rows::{About, Row, rows};
use super::world::{World, status};

/// Who else asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum More {
    /// Acts for the owner and may file and read reports.
    Acting,
    /// Acts for the owner and may do something else.
    ActingWithoutScope,
    /// Acted for the owner.
    ActedBefore,
    Lead,
    Counter,
    /// A clerk of another office who stands in for the clerk.
    Substitute,
    /// Who did, until it was ended.
    SubstituteBefore,
    /// Worked in the clerk's office.
    Deactivated,
}

const MORE: [More; 8] = [
    More::Acting,
    More::ActingWithoutScope,
    More::ActedBefore,
    More::Lead,
    More::Counter,
    More::Substitute,
    More::SubstituteBefore,
    More::Deactivated,
];

/// What can be done for somebody else: with the right, with another right, after its end.
const ACTING: [(&str, [u16; 3]); 12] = [
    // A photo is nobody's before a report names it.
    ("POST /api/reports/photos", [201, 201, 403]),
    ("POST /api/reports", [201, 403, 403]),
    ("GET /api/reports", [200, 403, 403]),
    ("GET /api/reports/{id}", [200, 403, 403]),
    ("DELETE /api/reports/{id}/link", [204, 403, 403]),
    ("GET /api/reports/{id}/photos/{photo}/{size}", [200, 403, 403]),
    ("GET /api/mail", [403, 200, 403]),
    ("GET /api/mail/{id}", [403, 200, 403]),
    ("POST /api/mail/{id}/open", [403, 200, 403]),
    // Each person opens a copy of her own first.
    ("GET /api/mail/{id}/documents/{document}", [403, 409, 403]),
    ("GET /api/mail/{id}/calendar.ics", [403, 409, 403]),
    // Asking is for whoever may by law.
    ("POST /api/mail/{id}/questions", [403, 403, 403]),
];

/// What leads may beyond clerks of their office: nobody of that id works there.
const LEADS: [(&str, u16); 4] = [
    ("POST /api/desk/mail/runs/{id}/release", 200),
    ("GET /api/desk/staff", 200),
    ("POST /api/desk/staff/substitutions", 422),
    ("DELETE /api/desk/staff/substitutions/{id}", 404),
];

/// What people at the counter may beyond clerks of their office; codes are guessed, nobody was proven.
const COUNTERS: [(&str, u16); 6] = [
    ("GET /api/desk/representatives", 200),
    ("POST /api/desk/identity/open", 422),
    ("POST /api/desk/identity/checks", 422),
    ("POST /api/desk/identity/recoveries", 409),
    ("POST /api/desk/representatives", 422),
    ("DELETE /api/desk/representatives/{id}", 404),
];

/// The status of somebody whose session is none here.
pub fn of_dead_session(row: &Row) -> u16 {
    let [nobody, .., clerk, _, _] = row.expected;
    if nobody == 401 || clerk == 401 { 401 } else { nobody }
}

fn of_representative(row: &Row, place: usize) -> u16 {
    let name = row.name();
    if let Some((_, expected)) = ACTING.iter().find(|(route, _)| *route == name) {
        return expected[place];
    }
    let [nobody, _, owner, clerk, ..] = row.expected;
    if name == "GET /api/accounts/session" {
        403
    } else if owner == 401 {
        401
    } else if nobody != 401 && clerk == nobody {
        nobody
    } else {
        403
    }
}

fn expected(row: &Row, who: More) -> u16 {
    let [.., clerk, elsewhere, _] = row.expected;
    let name = row.name();
    let own = matches!(row.about, About::ClerksDevice | About::ClerksPasskey);
    let beyond = |list: &[(&str, u16)]| list.iter().find(|(route, _)| *route == name).map(|found| found.1);
    match who {
        More::Acting => of_representative(row, 0),
        More::ActingWithoutScope => of_representative(row, 1),
        More::ActedBefore => of_representative(row, 2),
        More::Lead => beyond(&LEADS).unwrap_or(if own { elsewhere } else { clerk }),
        More::Counter => beyond(&COUNTERS).unwrap_or(if own { elsewhere } else { clerk }),
        More::Substitute if !own => clerk,
        More::Substitute | More::SubstituteBefore => elsewhere,
        More::Deactivated => of_dead_session(row),
    }
}

struct Others {
    acting: (Resident, String),
    without_scope: (Resident, String),
    before: (Resident, String),
    lead: Clerk,
    counter: Clerk,
    substitute: Clerk,
    substitute_before: Clerk,
    deactivated: Door,
}

async fn helper(world: &World, name: &str, scope: RepresentationScope) -> (Resident, String) {
    let helper = Resident::register(&world.town, name).await;
    let ends_at = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(24);
    let invite = InviteRepresentative { scopes: vec![scope], ends_at };
    let shown: ShownCode =
        world.owner.door.post("/api/representatives/invitations").json(&invite).send().await.ok();
    let accept = AcceptRepresentation { code: shown.code };
    let right: Representation =
        helper.door.post("/api/representatives/accept").json(&accept).send().await.ok();
    (helper, right.id.to_string())
}

async fn substitute(world: &World, name: &str) -> (Clerk, Substitution) {
    let clerk = Clerk::hired(&world.town, name, world.town.another_office(), Role::Clerk).await;
    let at = |hours| jiff::Timestamp::now() + jiff::SignedDuration::from_hours(hours);
    let new = NewSubstitution {
        absent: world.clerk.member.id,
        substitute: clerk.member.id,
        starts_at: at(0),
        ends_at: at(24),
    };
    let made = world.admin.door.post("/api/desk/staff/substitutions").json(&new).send().await.ok();
    (clerk, made)
}

impl Others {
    async fn of(world: &World) -> Self {
        let (town, office) = (&world.town, world.town.office_of_bus_stops());
        let before = helper(world, "Bodo Beispiel", RepresentationScope::FileReports).await;
        before.0.door.delete(&format!("/api/representatives/{}", before.1)).send().await.done();
        let (substitute_before, ended) = substitute(world, "Ulla Ohm").await;
        let path = format!("/api/desk/staff/substitutions/{}", ended.id);
        world.admin.door.delete(&path).send().await.done();
        let left = Clerk::hired(town, "Lea Lang", office, Role::Clerk).await;
        let path = format!("/api/desk/staff/{}/deactivate", left.member.id);
        world.admin.door.post(&path).send().await.done();
        Self {
            acting: helper(world, "Finn Beispiel", RepresentationScope::FileReports).await,
            without_scope: helper(world, "Mia Beispiel", RepresentationScope::ReadMail).await,
            before,
            lead: Clerk::hired(town, "Lena Leit", office, Role::Lead).await,
            counter: Clerk::hired(town, "Karla Theke", office, Role::Counter).await,
            substitute: substitute(world, "Ines Ohm").await.0,
            substitute_before,
            deactivated: left.door,
        }
    }

    async fn ask(&mut self, world: &mut World, row: &Row, who: More) -> u16 {
        let things = world.things(row.about).await;
        let mut right = None;
        let person = match who {
            More::Acting => Some(&self.acting),
            More::ActingWithoutScope => Some(&self.without_scope),
            More::ActedBefore => Some(&self.before),
            More::Lead | More::Counter | More::Substitute | More::SubstituteBefore | More::Deactivated => {
                None
            }
        };
        let clerk = match who {
            More::Lead => Some(&mut self.lead),
            More::Counter => Some(&mut self.counter),
            More::Substitute => Some(&mut self.substitute),
            More::SubstituteBefore => Some(&mut self.substitute_before),
            More::Acting | More::ActingWithoutScope | More::ActedBefore | More::Deactivated => None,
        };
        let door = match (person, clerk) {
            (Some((helper, for_whom)), _) => {
                right = Some(for_whom.as_str());
                helper.door.clone()
            }
            (None, Some(clerk)) if row.about == About::OwnSession => {
                clerk.sign_in_at(Door::app(world.town.origin())).await
            }
            (None, Some(clerk)) => clerk.door.clone(),
            (None, None) => self.deactivated.clone(),
        };
        status(row, &door, &things, right).await
    }
}

#[tokio::test]
async fn representatives_and_all_kinds_of_staff_get_what_follows_from_the_matrix() {
    let mut world = World::open().await;
    let mut others = Others::of(&world).await;
    let mut wrong = Vec::new();
    for row in rows() {
        for who in MORE {
            let (expected, found) = (expected(&row, who), others.ask(&mut world, &row, who).await);
            if found != expected {
                wrong.push(format!("{}: {who:?} should get {expected}, got {found}", row.name()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_exception_is_a_route() {
    let names: Vec<String> = rows().iter().map(Row::name).collect();
    let routes = ACTING.iter().map(|(route, _)| *route);
    let routes = routes.chain(LEADS.iter().chain(&COUNTERS).map(|(route, _)| *route));
    for route in routes {
        assert!(names.iter().any(|name| name == route), "{route}");
    }
}

/// What somebody does with what belongs to somebody else.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Kind {
    Read,
    Write,
    List,
    File,
    Export,
}

fn kind(row: &Row) -> Kind {
    match row.method {
        _ if row.path.contains("/export") => Kind::Export,
        _ if row.path.contains("photos/{photo}") => Kind::File,
        "GET" if row.path.contains('{') => Kind::Read,
        "GET" => Kind::List,
        _ => Kind::Write,
    }
}

#[test]
fn each_kind_of_access_is_refused_to_somebody_in_each_room() {
    use std::collections::BTreeSet;
    let refused = |row: &&Row| row.expected.iter().any(|status| (400..500).contains(status));
    let rows = rows();
    let found = |room: &str| -> BTreeSet<Kind> {
        rows.iter().filter(|row| row.path.starts_with(room)).filter(refused).map(kind).collect()
    };
    use Kind::{Export, File, List, Read, Write};
    assert_eq!(found("/api/reports"), [Read, Write, List, File].into());
    assert_eq!(found("/api/accounts"), [Read, Write, List, Export].into());
    assert_eq!(found("/api/desk"), [Read, Write, List, File].into());
}
