use std::collections::HashMap;
use std::ops::Range;

use libyaml_safer::{Event, EventData, MappingStyle, Mark, ScalarStyle, SequenceStyle};

use crate::problem::{Problem, short};
use crate::slots::{DEEPEST, IN_FLOW, Reading, Shape, Slot, Style};
use crate::yaml::decode::{decode, line_break};
use crate::yaml::read::{BREAKS, ends_with_break};
use crate::yaml::tags;

/// Fills the arena from the events of libyaml, and objects to what PyYAML could not construct.
pub(crate) struct Builder<'s> {
    source: &'s str,
    /// Bytes before the text that libyaml reads: the byte order mark.
    base: usize,
    pub(crate) reading: Reading,
    open: Vec<Open>,
    anchors: HashMap<String, u32>,
    /// How many levels an anchored collection has, aliases followed.
    heights: HashMap<u32, usize>,
    documents: usize,
    /// Where the last quoted or block scalar ended.
    gap: usize,
    /// Where the last node ended: block collections end there too.
    last_end: u32,
}

struct Open {
    slot: u32,
    flow: bool,
    /// 1 + the column of a block collection; [`IN_FLOW`].
    indent: u16,
    /// Of a mapping: whether a key comes next.
    at_key: bool,
    anchored: bool,
    /// The most levels that an element has.
    height: usize,
}

/// Whether reading shall go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    On,
    Done,
}

impl<'s> Builder<'s> {
    pub(crate) fn new(source: &'s str, base: usize) -> Self {
        Self {
            source,
            base,
            reading: Reading::default(),
            open: Vec::new(),
            anchors: HashMap::new(),
            heights: HashMap::new(),
            documents: 0,
            gap: base,
            last_end: 0,
        }
    }

    pub(crate) fn take(&mut self, event: Event) -> Step {
        let range = self.place(event.start_mark)..self.place(event.end_mark);
        match event.data {
            EventData::StreamEnd => {
                self.check_gap(self.source.len());
                return Step::Done;
            }
            EventData::DocumentStart { .. } => return self.document(range),
            EventData::Alias { anchor } => self.alias(range, &anchor),
            EventData::Scalar {
                anchor,
                tag,
                value,
                plain_implicit,
                style,
                ..
            } => {
                let content = self.after_properties(range, anchor.is_some() || tag.is_some());
                let index = self.scalar(content, tag.as_deref(), plain_implicit, style, value);
                self.anchor(anchor, index);
            }
            EventData::SequenceStart {
                anchor, tag, style, ..
            } => {
                let flow = style == SequenceStyle::Flow;
                let shape = tags::sequence(tag.as_deref());
                return self.collection(range, anchor, tag.is_some(), flow, shape, Shape::Array);
            }
            EventData::MappingStart {
                anchor, tag, style, ..
            } => {
                let flow = style == MappingStyle::Flow;
                let shape = tags::mapping(tag.as_deref());
                return self.collection(range, anchor, tag.is_some(), flow, shape, Shape::Object);
            }
            EventData::SequenceEnd | EventData::MappingEnd => self.close(range.end),
            EventData::StreamStart { .. } | EventData::DocumentEnd { .. } => {}
        }
        Step::On
    }

    /// Close what is still open: the events have stopped early.
    pub(crate) fn finish(mut self) -> Reading {
        while let Some(open) = self.open.last() {
            if self.is_mapping(open.slot) && !open.at_key {
                let at = self.last_end as usize;
                self.push(at..at, Shape::Null, Style::Plain, 0);
            }
            self.close(self.last_end as usize);
        }
        self.reading
    }

    /// The byte of the file at `mark`.
    fn place(&self, mark: Mark) -> usize {
        (self.base + mark.index as usize).min(self.source.len())
    }

    fn object_to(&mut self, range: Range<usize>, message: impl Into<String>) {
        self.reading.problems.push(Problem::fatal(range, message));
    }

    fn document(&mut self, range: Range<usize>) -> Step {
        self.documents += 1;
        if self.documents == 1 {
            return Step::On;
        }
        self.object_to(
            range,
            "A second YAML document begins here, but a file may hold only one.",
        );
        Step::Done
    }

    fn alias(&mut self, range: Range<usize>, anchor: &str) {
        let name = short(anchor);
        let target = self.anchors.get(anchor).copied();
        let height = target
            .and_then(|slot| self.heights.get(&slot))
            .copied()
            .unwrap_or(0);
        let objection = match target {
            None => Some((
                true,
                format!("The alias `*{name}` has no anchor `&{name}` before it."),
            )),
            Some(slot) if self.open.iter().any(|open| open.slot == slot) => Some((
                false,
                format!("The alias `*{name}` stands within what it refers to."),
            )),
            Some(_) if self.open.len() + height > DEEPEST => Some((
                false,
                format!("What `*{name}` refers to is nested too deeply to be read."),
            )),
            Some(_) => None,
        };
        let (shape, link) = match (target, &objection) {
            (Some(slot), None) => (Shape::Alias, slot),
            _ => (Shape::Null, 0),
        };
        if let Some((fatal, message)) = objection {
            self.reading.problems.push(Problem {
                fatal,
                ..Problem::fatal(range.clone(), message)
            });
        }
        let index = self.push(range.clone(), shape, Style::Plain, link);
        self.placed(index, range.end, height);
    }

    fn scalar(
        &mut self,
        range: Range<usize>,
        tag: Option<&str>,
        implicit: bool,
        style: ScalarStyle,
        value: String,
    ) -> u32 {
        let style = match style {
            ScalarStyle::SingleQuoted => Style::SingleQuoted,
            ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
            _ => Style::Plain,
        };
        let at_key = self
            .open
            .last()
            .is_some_and(|open| open.at_key && self.is_mapping(open.slot));
        if style == Style::Plain {
            self.check_plain(&range);
        } else {
            self.check_gap(range.start);
            self.check_header(&range);
            self.gap = range.end;
        }
        let shape = match tags::scalar(tag, implicit, &value) {
            Ok(shape) => self.checked(shape, at_key, &range, &value, tag.is_none() && implicit),
            Err(message) => {
                self.object_to(range.clone(), message);
                Shape::String
            }
        };
        let block = matches!(style, Style::Literal | Style::Folded);
        let value = if block {
            self.without_guard(&range, style, value)
        } else {
            value
        };
        let text = self.keep_text(&range, value);
        let index = self.push(range, shape, style, text);
        let end = self.reading.slots[index as usize].shown_end(self.source);
        self.placed(index, end as usize, 0);
        index
    }

    /// PyYAML, unlike libyaml, wants a blank before a comment in the header of a block scalar.
    fn check_header(&mut self, range: &Range<usize>) {
        let indicators = |c: char| "|>+-".contains(c) || c.is_ascii_digit();
        let rest = self.source[range.clone()].trim_start_matches(indicators);
        if rest.starts_with('#') {
            let at = range.end - rest.len();
            self.object_to(at..at + 1, "A space must stand before this `#`.");
        }
    }

    /// PyYAML, unlike libyaml, ends a plain scalar within brackets at `?`, and then fails.
    fn check_plain(&mut self, range: &Range<usize>) {
        let in_flow = self.open.last().is_some_and(|open| open.flow);
        let Some(at) = self.source[range.clone()].find('?').filter(|_| in_flow) else {
            return;
        };
        let at = range.start + at;
        self.object_to(
            at..at + 1,
            "Within brackets a text with `?` must be quoted.",
        );
    }

    /// PyYAML, unlike libyaml, allows tabs only within quotes, block scalars and comments.
    /// Between the last of these and byte `end`, is there a tab?
    fn check_gap(&mut self, end: usize) {
        let gap = self.gap..end.max(self.gap);
        if !self.source.as_bytes()[gap.clone()].contains(&b'\t') {
            return;
        }
        let mut line_start = gap.start;
        for line in self.source[gap].split_inclusive(BREAKS) {
            let comment = line.find(" #").or(line.starts_with('#').then_some(0));
            let tab = line
                .find('\t')
                .filter(|&tab| comment.is_none_or(|comment| tab < comment));
            if let Some(tab) = tab.filter(|_| !line.starts_with('%')) {
                let at = line_start + tab;
                let message = "A tab stands here; outside of quotes YAML wants spaces.";
                return self.object_to(at..at + 1, message);
            }
            line_start += line.len();
        }
    }

    /// `shape`, or what stands in for it where PyYAML would fail.
    fn checked(
        &mut self,
        shape: Shape,
        at_key: bool,
        range: &Range<usize>,
        text: &str,
        plain: bool,
    ) -> Shape {
        if let Some(message) = tags::objection(shape, text) {
            self.object_to(range.clone(), message);
            return Shape::String;
        }
        if at_key {
            return shape;
        }
        if shape == Shape::MergeKey || plain && text == "=" {
            let message =
                format!("A bare `{text}` has a meaning of its own in YAML 1.1; quote it.");
            self.object_to(range.clone(), message);
            return Shape::String;
        }
        shape
    }

    /// The text of a block scalar, if it runs to the end of a file whose last line is not
    /// complete, without the line break that was put there for libyaml-safer.
    fn without_guard(&self, range: &Range<usize>, style: Style, text: String) -> String {
        if range.end < self.source.len() || ends_with_break(self.source) {
            return text;
        }
        let indent = self.open.last().map_or(0, |open| open.indent);
        let own = decode(&self.source[range.clone()], style, indent).map(|decoded| decoded.text);
        own.filter(|own| text.strip_suffix('\n') == Some(own))
            .unwrap_or(text)
    }

    /// 1 + the index of `text` among the texts, or 0 if it stands in the file as it is.
    fn keep_text(&mut self, range: &Range<usize>, text: String) -> u32 {
        if self.source.get(range.clone()) == Some(&text) {
            return 0;
        }
        self.reading.texts.push(text.into());
        self.reading.texts.len() as u32
    }

    fn collection(
        &mut self,
        range: Range<usize>,
        anchor: Option<String>,
        tagged: bool,
        flow: bool,
        shape: Result<Shape, String>,
        otherwise: Shape,
    ) -> Step {
        let content = self.after_properties(range, anchor.is_some() || tagged);
        if self.open.len() >= DEEPEST {
            self.object_to(content, "This is nested too deeply to be read.");
            return Step::Done;
        }
        let shape = shape.unwrap_or_else(|message| {
            self.object_to(content.clone(), message);
            otherwise
        });
        let indent = if flow {
            IN_FLOW
        } else {
            self.column(content.start)
        };
        let slot = self.push(content, shape, Style::Plain, 0);
        self.open.push(Open {
            slot,
            flow,
            indent,
            at_key: true,
            anchored: false,
            height: 0,
        });
        self.anchor(anchor, slot);
        Step::On
    }

    fn close(&mut self, end: usize) {
        let Some(open) = self.open.pop() else { return };
        let after = self.reading.slots.len() as u32;
        let end = if open.flow { end as u32 } else { self.last_end };
        let slot = &mut self.reading.slots[open.slot as usize];
        slot.end = end.max(slot.start);
        slot.link = after;
        let height = open.height + 1;
        if open.anchored {
            self.heights.insert(open.slot, height);
        }
        self.placed(open.slot, end as usize, height);
    }

    /// Slot `index` is complete, ends at `end` and has `height` levels: what does that make of its
    /// parent?
    fn placed(&mut self, index: u32, end: usize, height: usize) {
        self.last_end = end as u32;
        let Some(open) = self.open.last_mut() else {
            return;
        };
        open.height = open.height.max(height);
        let parent = open.slot as usize;
        if !self.reading.slots[parent].shape.is_object() {
            return;
        }
        let is_key = open.at_key;
        open.at_key = !is_key;
        if is_key {
            self.check_key(index, parent);
        } else if self.reading.slots[parent].shape == Shape::Merging {
            self.check_merge(index);
        }
    }

    fn check_key(&mut self, index: u32, parent: usize) {
        let slot = self.reading.slots[index as usize];
        let target = self.target(index);
        if target.shape == Shape::MergeKey {
            self.reading.slots[parent].shape = Shape::Merging;
        } else if target.shape.is_collection() {
            let range = slot.start as usize..slot.end as usize;
            self.object_to(range, "A sequence or mapping cannot be a key.");
        }
    }

    /// The value of a merge key must be a mapping, or a sequence of mappings.
    fn check_merge(&mut self, index: u32) {
        let slots = &self.reading.slots;
        let key = index.checked_sub(1).map(|key| slots[key as usize].shape);
        if key != Some(Shape::MergeKey) {
            return;
        }
        let value = self.target(index);
        let fits = match value.shape {
            Shape::Array => {
                let first = self.target_index(index) + 1;
                let next = |&at: &u32| slots.get(at as usize).map(|slot| slot.next(at));
                let mut elements =
                    std::iter::successors(Some(first), next).take_while(|&at| at < value.link);
                elements.all(|at| self.target(at).shape.is_object())
            }
            // It was said already that the alias stands within its target.
            Shape::Null => self.source[value.start as usize..].starts_with('*'),
            shape => shape.is_object(),
        };
        if !fits {
            let slot = slots[index as usize];
            let range = slot.start as usize..slot.end as usize;
            self.object_to(range, "Only mappings can be merged with `<<`.");
        }
    }

    fn target(&self, index: u32) -> Slot {
        self.reading.slots[self.target_index(index) as usize]
    }

    fn target_index(&self, index: u32) -> u32 {
        let slot = self.reading.slots[index as usize];
        if slot.shape == Shape::Alias {
            slot.link
        } else {
            index
        }
    }

    fn anchor(&mut self, name: Option<String>, slot: u32) {
        let Some(name) = name else { return };
        if self.anchors.contains_key(&name) {
            let start = self.reading.slots[slot as usize].start as usize;
            let at = self.source[..start]
                .rfind(&format!("&{name}"))
                .unwrap_or(start);
            let range = at..(at + 1 + name.len()).min(start.max(at));
            self.object_to(
                range,
                format!("The anchor `&{}` is set a second time.", short(&name)),
            );
        }
        self.anchors.insert(name, slot);
        if let Some(open) = self.open.last_mut().filter(|open| open.slot == slot) {
            open.anchored = true;
        }
    }

    fn is_mapping(&self, slot: u32) -> bool {
        self.reading.slots[slot as usize].shape.is_object()
    }

    fn push(&mut self, range: Range<usize>, shape: Shape, style: Style, link: u32) -> u32 {
        let indent = self.open.last().map_or(0, |open| open.indent);
        let (start, end) = (range.start as u32, range.end as u32);
        self.reading.slots.push(Slot {
            start,
            end,
            link,
            indent,
            shape,
            style,
        });
        self.reading.slots.len() as u32 - 1
    }

    /// 1 + the column of byte `at`, in characters.
    fn column(&self, at: usize) -> u16 {
        let line = self.source[..at].rfind(BREAKS);
        let line = line.map_or(self.base, |found| {
            found + line_break(&self.source[found..]).map_or(1, |(len, _)| len)
        });
        let column = self.source[line.min(at)..at].chars().count();
        (column + 1).min(usize::from(IN_FLOW - 1)) as u16
    }

    /// The range without the tag and the anchor at its start.
    fn after_properties(&self, range: Range<usize>, any: bool) -> Range<usize> {
        let mut start = range.start;
        while any && self.source[start..].starts_with(['&', '!']) {
            let rest = &self.source[start..];
            start += rest
                .find(|c: char| c.is_whitespace() || c == ',')
                .unwrap_or(rest.len());
            start += self.separation(start);
        }
        let start = if any {
            start.min(range.end.max(range.start))
        } else {
            start
        };
        start..range.end.max(start)
    }

    /// The length of blanks, line breaks and comments at byte `at`.
    fn separation(&self, at: usize) -> usize {
        let rest = &self.source[at..];
        let mut len = 0;
        loop {
            let blank = rest[len..].len() - rest[len..].trim_start().len();
            len += blank;
            if !rest[len..].starts_with('#') || blank == 0 {
                return len;
            }
            len += rest[len..].find(['\n', '\r']).unwrap_or(rest.len() - len);
        }
    }
}
