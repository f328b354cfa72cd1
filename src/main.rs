//! Mounts the panel.

fn main() {
    panel::start();
}
