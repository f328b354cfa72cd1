//! A number and a button.

use leptos::prelude::*;

fn main() {
    let number = RwSignal::new(0);
    leptos::mount::mount_to_body(move || {
        view! {
            <main>
                <p id="number">{number}</p>
                <button on:click=move |_| number.update(|number| *number += 1)>"One more"</button>
            </main>
        }
    });
}
