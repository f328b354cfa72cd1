//! Work that takes time. One boxed type for all of it, so that the machinery
//! around a future exists once.

use js_sys::Promise;
use std::future::Future;
use std::pin::Pin;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

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
