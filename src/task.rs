//! Work that takes time. One boxed type for all of it, so that the machinery
//! around a future exists once.

use std::future::Future;
use std::pin::Pin;

/// Something that comes to a `T`, in time.
pub type Later<T> = Pin<Box<dyn Future<Output = T>>>;

/// Starts something and lets it go its way.
pub fn start(work: impl Future<Output = ()> + 'static) {
    start_boxed(Box::pin(work));
}

fn start_boxed(work: Later<()>) {
    leptos::task::spawn_local(work);
}
