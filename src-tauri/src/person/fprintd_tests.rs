//! The sensor against a service that behaves like fprintd, on a system bus of its own.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

use super::*;

const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>"#;

/// A bus with a sensor on it.
struct Desk {
    sensor: Fprintd,
    bus: String,
    // Ended in reverse order.
    processes: Vec<Child>,
    _folder: tempfile::TempDir,
}

impl Desk {
    fn with(words: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let config = folder.path().join("bus.conf");
        std::fs::write(&config, BUS).expect("a configuration");
        let mut daemon = Command::new("dbus-daemon");
        daemon.arg("--config-file").arg(config).args(["--nofork", "--print-address=1"]);
        let (daemon, bus) = first_line(&mut daemon);
        let sensor = Fprintd { bus: Some(bus.clone()) };
        let mut desk = Self { sensor, bus, processes: vec![daemon], _folder: folder };
        let mut service = Command::new("/usr/bin/python3");
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/app/fprintd.py");
        service.arg(script).args(words).env("DBUS_SYSTEM_BUS_ADDRESS", &desk.bus);
        let (service, ready) = first_line(&mut service);
        desk.processes.push(service);
        assert_eq!(ready, "ready", "python3-dbus and python3-gi are installed");
        desk
    }

    /// What became of one question, and what the person was told meanwhile.
    async fn ask(&self) -> (Result<(), VerifyError>, Vec<Hint>) {
        let hints = Mutex::new(Vec::new());
        let told = |hint| hints.lock().expect("a list").push(hint);
        let asked = self.sensor.verify(&told, &CancellationToken::new()).await;
        (asked.map(drop), hints.into_inner().expect("a list"))
    }

    /// Nobody holds the sensor, and it looks at nothing.
    async fn is_free(&self) {
        let bus = zbus::connection::Builder::address(self.bus.as_str()).expect("an address");
        let bus = bus.build().await.expect("a bus");
        let path = "/net/reactivated/Fprint/Device/0";
        let test = Proxy::new(&bus, SERVICE, path, "de.rathaus.Test").await.expect("a sensor");
        let state: (bool, bool) = test.call("State", &()).await.expect("a state");
        assert_eq!(state, (false, false), "claimed, looking");
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        for mut process in self.processes.drain(..).rev() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

fn first_line(command: &mut Command) -> (Child, String) {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().expect("it is installed");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("output")).read_line(&mut line).expect("a line");
    (child, line.trim().to_owned())
}

#[tokio::test]
async fn the_right_finger_opens() {
    let desk = Desk::with(&["verify-match"]);
    assert!(desk.sensor.is_ready().await);
    assert_eq!(desk.ask().await, (Ok(()), vec![Hint::Touch]));
    desk.is_free().await;
}

#[tokio::test]
async fn a_finger_that_lay_badly_may_lie_down_again() {
    let desk = Desk::with(&["verify-retry-scan", "verify-finger-not-centered", "verify-match"]);
    assert_eq!(desk.ask().await, (Ok(()), vec![Hint::Touch, Hint::Again, Hint::Again]));
    desk.is_free().await;
}

#[tokio::test]
async fn two_wrong_fingers_are_forgiven_and_three_are_not() {
    let desk = Desk::with(&["verify-no-match", "verify-no-match", "verify-match"]);
    assert_eq!(desk.ask().await, (Ok(()), vec![Hint::Touch, Hint::NoMatch, Hint::NoMatch]));
    let desk = Desk::with(&["verify-no-match", "verify-no-match", "verify-no-match", "verify-match"]);
    let (asked, hints) = desk.ask().await;
    assert_eq!((asked, hints.len()), (Err(VerifyError::NoMatch), 4));
    desk.is_free().await;
}

#[tokio::test]
async fn a_sensor_that_is_pulled_out_leaves_the_pin() {
    let desk = Desk::with(&["verify-disconnected"]);
    assert_eq!(desk.ask().await.0, Err(VerifyError::Gone));
    let desk = Desk::with(&["service-ends"]);
    assert_eq!(desk.ask().await.0, Err(VerifyError::Gone));
    assert!(!desk.sensor.is_ready().await, "nobody answers any more");
}

#[tokio::test]
async fn without_sensor_service_or_finger_the_pin_is_asked() {
    for (words, why) in
        [(["unplugged"], VerifyError::NoSensor), (["none-enrolled"], VerifyError::NoneEnrolled)]
    {
        let desk = Desk::with(&words);
        assert!(!desk.sensor.is_ready().await);
        assert_eq!(desk.ask().await.0, Err(why));
    }
    let nowhere = Fprintd { bus: Some("unix:path=/nowhere/at/all".to_owned()) };
    assert!(!nowhere.is_ready().await);
}

#[tokio::test]
async fn an_error_of_the_sensor_is_no_match() {
    let desk = Desk::with(&["verify-unknown-error"]);
    assert!(matches!(desk.ask().await.0, Err(VerifyError::Failed(_))));
    desk.is_free().await;
}

#[tokio::test]
async fn whoever_rather_types_the_pin_gives_the_sensor_back() {
    let desk = Desk::with(&[]);
    let stop = CancellationToken::new();
    // The person changes her mind when she is asked to touch it.
    let asked = desk.sensor.verify(&|_| stop.cancel(), &stop).await;
    assert_eq!(asked.map(drop), Err(VerifyError::Cancelled));
    desk.is_free().await;
}
