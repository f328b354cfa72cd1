//! Work that takes time. One boxed type for all of it, so that the machinery
//! around a future exists once.

use js_sys::Promise;
use leptos::prelude::{set_timeout, window_event_listener_untyped};
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageChannel, MouseEvent};

/// Something that comes to a `T`, in time.
pub type Later<T> = Pin<Box<dyn Future<Output = T>>>;

/// Starts something and lets it go its way.
pub fn start(work: impl Future<Output = ()> + 'static) {
    start_boxed(Box::pin(work));
}

fn start_boxed(work: Later<()>) {
    leptos::task::spawn_local(work);
}

/// Lets what waits in the browser go first (a key, a frame) and goes on in a task
/// of its own: a page that is made in one go is deaf for as long as that takes.
///
/// By a message, since timers come late in a tab that nobody looks at.
pub async fn breathe() {
    let Ok(channel) = MessageChannel::new() else {
        return;
    };
    let told = Promise::new(&mut |told, _| {
        channel.port1().set_onmessage(Some(&told));
        let _ = channel.port2().post_message(&JsValue::NULL);
    });
    let _ = JsFuture::from(told).await;
    channel.port1().close();
}

/// A press is looked at this often while it lasts, in milliseconds.
const LOOK_MS: i32 = 50;

/// After so many looks it counts as over: the browser may not have said so.
const LOOKS: u32 = 60;

thread_local! {
    static PRESSED: Cell<bool> = const { Cell::new(false) };
}

/// Knows from now on whether a finger or the first button of the mouse is down.
pub fn watch_presses() {
    let hear = |event, pressed: fn(&MouseEvent) -> bool| {
        // For as long as the page is there.
        window_event_listener_untyped(event, move |event| {
            let down = event.dyn_ref().is_some_and(pressed);
            if down {
                PRESSED.set(true);
            } else if PRESSED.get() {
                // The click comes after the finger has gone.
                set_timeout(|| PRESSED.set(false), Duration::ZERO);
            }
        });
    };
    hear("pointerdown", |event| event.button() == 0);
    for event in ["pointerup", "pointercancel", "click", "change", "blur"] {
        hear(event, |_| false);
    }
    // Where the browser keeps the end to itself, as of a choice that has opened.
    hear("pointermove", |event| event.buttons() & 1 != 0);
}

/// Waits until nobody presses anything: what is made anew between the press and its
/// end would never hear the click, and a text that is being selected would be lost.
pub async fn let_go() {
    for _ in 0..LOOKS {
        if !PRESSED.get() {
            return;
        }
        let later = Promise::new(&mut |told, _| {
            let window = leptos::prelude::window();
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&told, LOOK_MS);
        });
        let _ = JsFuture::from(later).await;
    }
}
