# JavaScript's Intl: writing for people of a place.

Intl: path:Intl | Writing for people of a place.
Intl.getCanonicalLocales(locales?) -> list[str] ! | The names of locales as they should be written.
Intl.supportedValuesOf(key) -> list[str] ! | The calendars, currencies, time zones or units that are known.
Intl.Collator(locales?, options?) -> =Intl.Collator ! | Sorting text.
Intl.Collator.supportedLocalesOf(locales, options?) -> list[str] ! | Which of some locales are known.
Intl.Collator#compare(a, b) -> int | Which of two texts is sorted first.
Intl.Collator#resolvedOptions() -> {...} | What it works by.
Intl.DateTimeFormat(locales?, options?) -> =Intl.DateTimeFormat ! | Writing dates and times.
Intl.DateTimeFormat.supportedLocalesOf(locales, options?) -> list[str] ! | Which of some locales are known.
Intl.DateTimeFormat#format(date?) -> str ! | The date as text; throws where it is invalid.
Intl.DateTimeFormat#formatRange(start, end) -> str ! | Two dates as one range.
Intl.DateTimeFormat#formatRangeToParts(start, end) -> list[{type: str, value: str, source: str}] ! | The parts of such a range.
Intl.DateTimeFormat#formatToParts(date?) -> list[{type: str, value: str}] ! | The parts of such a text.
Intl.DateTimeFormat#resolvedOptions() -> {locale: str, timeZone: str, ...} | What it works by.
Intl.DisplayNames(locales, options) -> =Intl.DisplayNames ! | The names of languages, regions and currencies.
Intl.DisplayNames.supportedLocalesOf(locales, options?) -> list[str] ! | Which of some locales are known.
Intl.DisplayNames#of(code) -> str / undefined ! | The name for a code.
Intl.DisplayNames#resolvedOptions() -> {...} | What it works by.
Intl.DurationFormat(locales?, options?) -> =Intl.DurationFormat ! | Writing durations.
Intl.DurationFormat.supportedLocalesOf(locales, options?) -> list[str] ! | Which of some locales are known.
Intl.DurationFormat#format(duration) -> str ! | The duration as text.
Intl.DurationFormat#formatToParts(duration) -> list[{type: str, value: str, unit?: str}] ! | The parts of such a text.
Intl.DurationFormat#resolvedOptions() -> {...} | What it works by.
Intl.ListFormat(locales?, options?) -> =Intl.ListFormat ! | Writing lists.
Intl.ListFormat.supportedLocalesOf(locales, options?) -> list[str] ! | Which of some locales are known.
Intl.ListFormat#format(items) -> str ! | The texts as one list.
Intl.ListFormat#formatToParts(items) -> list[{type: str, value: str}] ! | The parts of such a text.
Intl.ListFormat#resolvedOptions() -> {...} | What it works by.
Intl.Locale(tag, options?) -> =Intl.Locale ! | A language, region and more.
Intl.Locale#baseName: str | The tag without extensions.
Intl.Locale#language: str | The language.
Intl.Locale#maximize() -> =Intl.Locale | With the likely parts added.
Intl.Locale#minimize() -> =Intl.Locale | With the likely parts left out.
Intl.Locale#numeric: bool | Whether digits are sorted as numbers.
Intl.Locale#region: str / undefined | The region.
Intl.Locale#script: str / undefined | The script.
Intl.Locale#calendar: str / undefined | The calendar.
Intl.Locale#caseFirst: str / undefined | Whether capitals come first.
Intl.Locale#collation: str / undefined | The sort order.
Intl.Locale#hourCycle: str / undefined | How hours are counted.
Intl.Locale#numberingSystem: str / undefined | The digits.
Intl.Locale#getCalendars() -> list[str] | The calendars in use.
Intl.Locale#calendars: unknown | The calendars in use (older engines).
Intl.Locale#getCollations() -> list[str] | The sort orders in use.
Intl.Locale#collations: unknown | The sort orders in use (older engines).
Intl.Locale#getHourCycles() -> list[str] | How hours are counted.
Intl.Locale#hourCycles: unknown | How hours are counted (older engines).
Intl.Locale#getNumberingSystems() -> list[str] | The digits in use.
Intl.Locale#numberingSystems: unknown | The digits in use (older engines).
Intl.Locale#getTimeZones() -> list[str] / undefined | The time zones of the region.
Intl.Locale#timeZones: unknown | The time zones of the region (older engines).
Intl.Locale#getTextInfo() -> {...} | Which way the text runs.
Intl.Locale#textInfo: unknown | Which way the text runs (older engines).
Intl.Locale#getWeekInfo() -> {...} | When the week begins.
Intl.Locale#weekInfo: unknown | When the week begins (older engines).
Intl.Locale#firstDayOfWeek: str / undefined | The day the week begins with.
Intl.Locale#toString() -> str | The tag.
Intl.NumberFormat(locales?, options?) -> =Intl.NumberFormat ! | Writing numbers.
Intl.NumberFormat.supportedLocalesOf(locales, options?) -> list[str] ! | Which of some locales are known.
Intl.NumberFormat#format(number) -> str | The number as text.
Intl.NumberFormat#formatRange(start, end) -> str ! | Two numbers as one range.
Intl.NumberFormat#formatRangeToParts(start, end) -> list[{type: str, value: str, source: str}] ! | The parts of such a range.
Intl.NumberFormat#formatToParts(number?) -> list[{type: str, value: str}] | The parts of such a text.
Intl.NumberFormat#resolvedOptions() -> {...} | What it works by.
Intl.PluralRules(locales?, options?) -> =Intl.PluralRules ! | Which plural a number takes.
Intl.PluralRules.supportedLocalesOf(locales, options?) -> list[str] ! | Which of some locales are known.
Intl.PluralRules#resolvedOptions() -> {...} | What it works by.
Intl.PluralRules#select(number) -> str | The plural of a number.
Intl.PluralRules#selectRange(start, end) -> str ! | The plural of a range.
Intl.RelativeTimeFormat(locales?, options?) -> =Intl.RelativeTimeFormat ! | Writing how long ago.
Intl.RelativeTimeFormat.supportedLocalesOf(locales, options?) -> list[str] ! | Which of some locales are known.
Intl.RelativeTimeFormat#format(value, unit) -> str ! | How long ago or from now.
Intl.RelativeTimeFormat#formatToParts(value, unit) -> list[{type: str, value: str, unit?: str}] ! | The parts of such a text.
Intl.RelativeTimeFormat#resolvedOptions() -> {...} | What it works by.
Intl.Segmenter(locales?, options?) -> =Intl.Segmenter ! | Cutting text into characters, words or sentences.
Intl.Segmenter.supportedLocalesOf(locales, options?) -> list[str] ! | Which of some locales are known.
Intl.Segmenter#resolvedOptions() -> {...} | What it works by.
Intl.Segmenter#segment(text) -> =Segments[{segment: str, index: int, input: str, isWordLike?: bool}] | The parts of a text.
Segments#containing(index?) -> {segment: str, index: int, input: str, isWordLike?: bool} / undefined | The part at a place.
