//! Numbers and words that are the same for the same seed and case.

/// SplitMix64, as its author gives it (Steele, Lea, Flood: "Fast splittable
/// pseudorandom number generators").
pub(crate) struct Words(u64);

/// What has broken parsers before.
const NASTY: &[&str] = &[
    "",
    " ",
    "0",
    "-1",
    "1e309",
    "99999999999999999999",
    "-9223372036854775809",
    "NaN",
    "true",
    "null",
    "undefined",
    "'",
    "''",
    "\"",
    "\\",
    "\u{0}",
    "\r\nX: y",
    "<script>alert(1)</script>",
    "{",
    "}",
    "[]",
    "{}",
    "../../etc/passwd",
    "%",
    "%00",
    "%zz",
    "$",
    "🦀",
    "é",
    "\u{202e}abc",
    "\u{feff}",
    "ﬀ",
    "İ",
    "A\u{301}\u{301}\u{301}",
    "2026-02-30T25:61:61Z",
    "9999999-01-01T00:00:00Z",
    "0000-00-00",
    "a@b",
    "@",
    "user@",
    "Jan <jan@alfa.nl",
    "https://",
    "http://[::1",
    "javascript:alert(1)",
    "AAMkAA==",
    "inbox",
    "INBOX",
    "msgfolderroot",
    "svc@alfa.nl",
    "post@alfa.nl",
    "dicht@alfa.nl",
    "baas@alfa.nl",
    "alfa.nl",
    "beta.nl",
    "common",
    "aaaaaaaa-0000-4000-8000-000000000001",
    "aaaaaaaa-0000-4000-8000-00000000c001",
    "main-secret-value",
    "http://localhost:8420/microsoftgraph",
    "openid offline_access Mail.Send",
    "https://graph.microsoft.com/.default",
    "///",
    "users('svc@alfa.nl')",
    "('",
    "')",
    "*",
    "W/\"\"",
];

impl Words {
    pub(crate) fn new(seed: u64, case: u64) -> Self {
        let mut words = Self(seed ^ case.wrapping_mul(0xd134_2543_de82_ef95));
        words.next();
        words
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Less than `most`.
    pub(crate) fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(most.max(1)).expect("small")).expect("small")
    }

    /// True once in so many times.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub(crate) fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    pub(crate) fn bytes(&mut self, most: usize) -> Vec<u8> {
        let length = self.below(most + 1);
        (0..length).map(|_| self.next().to_le_bytes()[0]).collect()
    }

    /// Text of any kind.
    pub(crate) fn text(&mut self) -> String {
        match self.below(12) {
            0 => "x".repeat(1 + self.below(6000)),
            1 => (*self.pick(NASTY)).repeat(1 + self.below(40)),
            2 => {
                let opening = *self.pick(&["(", "not ", "[", "{\"a\":", "<div>", "a,", "/", "%28"]);
                opening.repeat(1 + self.below(2500))
            }
            3 => String::from_utf8_lossy(&self.bytes(60)).into_owned(),
            4 => {
                let (one, other) = (*self.pick(NASTY), *self.pick(NASTY));
                format!("{one}{other}")
            }
            5 => {
                let characters = 1 + self.below(20);
                (0..characters)
                    .filter_map(|_| char::from_u32(u32::try_from(self.below(0x11_0000)).ok()?))
                    .collect()
            }
            _ => (*self.pick(NASTY)).to_owned(),
        }
    }

    /// For a path or a query: escaped, badly escaped, or bytes that are no
    /// text at all.
    pub(crate) fn part(&mut self) -> String {
        match self.below(6) {
            0 => {
                let bytes = self.bytes(40);
                bytes.iter().map(|byte| format!("%{byte:02x}")).collect()
            }
            1 => {
                let text = self.text();
                let plain = |c: &char| c.is_ascii_graphic() && !matches!(c, '#' | '?' | '&' | '/');
                text.chars().filter(plain).take(200).collect()
            }
            _ => {
                let text = self.text();
                form_urlencoded::byte_serialize(text.as_bytes())
                    .collect::<String>()
                    .replace('+', "%20")
            }
        }
    }

    /// The right thing most of the time, and else garbage.
    pub(crate) fn mostly(&mut self, right: &str) -> String {
        if self.once_in(3) {
            self.text()
        } else {
            right.to_owned()
        }
    }

    /// Something like a `$filter`.
    pub(crate) fn filter(&mut self) -> String {
        const TOKENS: &[&str] = &[
            "isRead",
            "subject",
            "receivedDateTime",
            "from/emailAddress/address",
            "internetMessageId",
            "colour",
            "eq",
            "ne",
            "ge",
            "lt",
            "and",
            "or",
            "not",
            "(",
            ")",
            "true",
            "null",
            "'text'",
            "'it''s'",
            "'open",
            "2026-01-01T00:00:00Z",
            "12",
            "contains(",
            "startswith(subject,",
            ",",
            "any(",
            "c:c",
        ];
        let tokens = self.below(14);
        let all: Vec<&str> = (0..tokens).map(|_| *self.pick(TOKENS)).collect();
        all.join(" ")
    }
}
