//! What changes: effects, and parts of the page that are made anew.

use super::{nothing, several};
use crate::text::lang;
use leptos::prelude::*;
use leptos::reactive::graph::{Subscriber, ToAnySubscriber};
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

/// A part of the page that is made anew when a signal it reads changes. Who
/// had the focus in it has it again, if what takes its place is alike.
pub fn part(make: impl Fn() -> Node + 'static) -> Node {
    make_part(Box::new(make))
}

/// A part of the page that is there only while `when`.
pub fn only(
    when: impl Fn() -> bool + Send + Sync + 'static,
    make: impl Fn() -> Node + 'static,
) -> Node {
    only_while(memo(when), Box::new(make))
}

fn only_while(when: Memo<bool>, make: Box<dyn Fn() -> Node>) -> Node {
    part(move || {
        if when.get() {
            untrack(&make)
        } else {
            nothing()
        }
    })
}

/// A condition that tells only when it changes.
pub fn memo(when: impl Fn() -> bool + Send + Sync + 'static) -> Memo<bool> {
    memo_of(Box::new(when))
}

fn memo_of(when: Box<dyn Fn() -> bool + Send + Sync>) -> Memo<bool> {
    Memo::new(move |_| when())
}

/// Runs now, and again whenever a signal it reads changes, as long as the
/// owner of the caller lives.
pub fn watch(f: impl FnMut() + 'static) {
    run(Box::new(f));
}

fn run(mut f: Box<dyn FnMut()>) {
    let effect = RenderEffect::new(move |_: Option<()>| f());
    // Kept by the owner, and let go with it. What it read does not forget it by
    // itself: the language would remember every text that ever was on the page.
    on_cleanup(move || {
        let reader = effect.to_any_subscriber();
        reader.clear_sources(&reader);
    });
}

thread_local! {
    static STILL: Cell<bool> = const { Cell::new(false) };
}

/// A piece whose texts are written once, for where there are many: whoever calls
/// it, inside a [`part`], makes all of it anew when the language changes. What is
/// put together ([`crate::text::live`]) goes on changing.
pub fn still(make: impl FnOnce() -> Node) -> Node {
    let _ = lang();
    let before = STILL.replace(true);
    let made = make();
    STILL.set(before);
    made
}

/// Whether what is made now stands in a piece of [`still`].
pub(super) fn is_still() -> bool {
    STILL.get()
}

fn make_part(make: Box<dyn Fn() -> Node>) -> Node {
    let page = document();
    let (start, end) = (
        Node::from(page.create_comment("")),
        Node::from(page.create_comment("")),
    );
    let whole = several([start.clone(), end.clone()]);
    watch(move || {
        let new = make();
        let focused = focus_between(&start, &end);
        while let Some(old) = start.next_sibling().filter(|node| *node != end) {
            let _ = old.parent_node().map(|parent| parent.remove_child(&old));
        }
        if let Some(parent) = end.parent_node() {
            let _ = parent.insert_before(&new, Some(&end));
        }
        if let Some((way, tag)) = focused {
            focus_again(&start, &way, &tag);
        }
    });
    whole
}

/// The way from a part to the element in it that has the focus: how many
/// siblings in, at every level. And its tag.
fn focus_between(start: &Node, end: &Node) -> Option<(Vec<u32>, String)> {
    let focused = document().active_element()?;
    let parent = start.parent_node()?;
    let tag = focused.tag_name();
    let mut way = Vec::new();
    let mut node: Node = focused.into();
    while node.parent_node()? != parent {
        way.push(before(&node, None));
        node = node.parent_node()?;
    }
    // In the parent, but also in this part of it?
    let follows = Node::DOCUMENT_POSITION_FOLLOWING;
    let inside = start.compare_document_position(&node) & follows != 0
        && node.compare_document_position(end) & follows != 0;
    way.push(before(&node, Some(start)));
    way.reverse();
    inside.then_some((way, tag))
}

fn before(node: &Node, start: Option<&Node>) -> u32 {
    let mut count = 0;
    let mut at = node.previous_sibling();
    while let Some(node) = at.filter(|node| Some(node) != start) {
        count += 1;
        at = node.previous_sibling();
    }
    count
}

fn focus_again(start: &Node, way: &[u32], tag: &str) {
    let Some((first, rest)) = way.split_first() else {
        return;
    };
    let mut node = start.next_sibling();
    for _ in 0..*first {
        node = node.and_then(|node| node.next_sibling());
    }
    for steps in rest {
        node = node.and_then(|node| node.first_child());
        for _ in 0..*steps {
            node = node.and_then(|node| node.next_sibling());
        }
    }
    let found = node.and_then(|node| node.dyn_into::<HtmlElement>().ok());
    if let Some(element) = found.filter(|element| element.tag_name() == tag) {
        let _ = element.focus();
    }
}
