# Luxon 3: dates, durations and intervals.
# `=DateTime["valid"]` is surely a date; without it a method may say `null` or `NaN` of an invalid one.

module luxon: path:luxon | Dates, durations and intervals.
luxon.DateTime: path:DateTime | A moment in a time zone.
luxon.Duration: path:Duration | A length of time.
luxon.Interval: path:Interval | The time between two moments.
luxon.Info: path:luxon.Info | Names of months and days, and what is known of zones.
luxon.Settings: any | What Luxon does unless told otherwise.
luxon.VERSION: str | Luxon's version.
DateTime.now() -> =DateTime["valid"] ! | This moment.
DateTime.local(year?, month?, day?, hour?, minute?, second?, millisecond?, options?) -> =DateTime ! | A moment in the local zone, from its parts.
DateTime.utc(year?, month?, day?, hour?, minute?, second?, millisecond?, options?) -> =DateTime ! | A moment in UTC, from its parts.
DateTime.fromJSDate(date, options?) -> =DateTime ! | A moment from a `Date`.
DateTime.fromMillis(milliseconds, options?) -> =DateTime ! | A moment from milliseconds since 1970; throws where they are no number.
DateTime.fromSeconds(seconds, options?) -> =DateTime ! | A moment from seconds since 1970; throws where they are no number.
DateTime.fromObject(parts, options?) -> =DateTime ! | A moment from named parts.
DateTime.fromISO(text, options?) -> =DateTime ! | A moment from ISO 8601 text; invalid where it is none.
DateTime.fromRFC2822(text, options?) -> =DateTime ! | A moment from the date of a mail.
DateTime.fromHTTP(text, options?) -> =DateTime ! | A moment from the date of an HTTP header.
DateTime.fromFormat(text, format, options?) -> =DateTime ! | A moment from text in a format of tokens.
DateTime.fromString(text, format, options?) -> =DateTime ! | The same as `fromFormat` (deprecated).
DateTime.fromSQL(text, options?) -> =DateTime ! | A moment from the date of a database.
DateTime.fromFormatExplain(text, format, options?) -> unknown ! | How `fromFormat` reads a text.
DateTime.fromStringExplain(text, format, options?) -> unknown ! | How `fromString` reads a text (deprecated).
DateTime.buildFormatParser(format, options?) -> unknown ! | A format, read once.
DateTime.fromFormatParser(text, parser, options?) -> =DateTime ! | A moment from text, by a format read before.
DateTime.parseFormatForOpts(options, locale?) -> str / null ! | The tokens that options stand for.
DateTime.expandFormat(format, locale?) -> str ! | A format with its short forms written out.
DateTime.resetCache() -> undefined | Forgets what has been worked out.
DateTime.invalid(reason, explanation?) -> =DateTime ! | An invalid date.
DateTime.isDateTime(value) -> bool / null / undefined | Whether it is a DateTime.
DateTime.max(...dates) -> arg0 / =DateTime / undefined ! | The latest of some dates.
DateTime.min(...dates) -> arg0 / =DateTime / undefined ! | The earliest of some dates.
DateTime.DATE_SHORT: {...} | A style for `toLocaleString`.
DateTime.DATE_MED: {...} | A style for `toLocaleString`.
DateTime.DATE_MED_WITH_WEEKDAY: {...} | A style for `toLocaleString`.
DateTime.DATE_FULL: {...} | A style for `toLocaleString`.
DateTime.DATE_HUGE: {...} | A style for `toLocaleString`.
DateTime.TIME_SIMPLE: {...} | A style for `toLocaleString`.
DateTime.TIME_WITH_SECONDS: {...} | A style for `toLocaleString`.
DateTime.TIME_WITH_SHORT_OFFSET: {...} | A style for `toLocaleString`.
DateTime.TIME_WITH_LONG_OFFSET: {...} | A style for `toLocaleString`.
DateTime.TIME_24_SIMPLE: {...} | A style for `toLocaleString`.
DateTime.TIME_24_WITH_SECONDS: {...} | A style for `toLocaleString`.
DateTime.TIME_24_WITH_SHORT_OFFSET: {...} | A style for `toLocaleString`.
DateTime.TIME_24_WITH_LONG_OFFSET: {...} | A style for `toLocaleString`.
DateTime.DATETIME_SHORT: {...} | A style for `toLocaleString`.
DateTime.DATETIME_SHORT_WITH_SECONDS: {...} | A style for `toLocaleString`.
DateTime.DATETIME_MED: {...} | A style for `toLocaleString`.
DateTime.DATETIME_MED_WITH_SECONDS: {...} | A style for `toLocaleString`.
DateTime.DATETIME_MED_WITH_WEEKDAY: {...} | A style for `toLocaleString`.
DateTime.DATETIME_FULL: {...} | A style for `toLocaleString`.
DateTime.DATETIME_FULL_WITH_SECONDS: {...} | A style for `toLocaleString`.
DateTime.DATETIME_HUGE: {...} | A style for `toLocaleString`.
DateTime.DATETIME_HUGE_WITH_SECONDS: {...} | A style for `toLocaleString`.
DateTime#year: number | The year.
DateTime#quarter: number | The quarter, 1 to 4.
DateTime#month: number | The month, 1 to 12.
DateTime#day: number | The day of the month.
DateTime#hour: number | The hour.
DateTime#minute: number | The minute.
DateTime#second: number | The second.
DateTime#millisecond: number | The milliseconds.
DateTime#weekYear: number | The year of the ISO week.
DateTime#weekNumber: number | The number of the ISO week.
DateTime#weekday: number | The day of the week, from 1 for Monday.
DateTime#localWeekday: number | The day of the week as the locale counts it.
DateTime#localWeekNumber: number | The number of the week as the locale counts it.
DateTime#localWeekYear: number | The year of the week as the locale counts it.
DateTime#ordinal: number | The day of the year.
DateTime#offset: number | Minutes by which the zone is ahead of UTC.
DateTime#daysInMonth: number / undefined | How many days the month has.
DateTime#daysInYear: number | How many days the year has.
DateTime#weeksInWeekYear: number | How many ISO weeks the year has.
DateTime#weeksInLocalWeekYear: number | How many weeks the year has as the locale counts them.
DateTime#isValid: bool | Whether it is a date at all.
DateTime#isWeekend: bool | Whether it is Saturday or Sunday, or what the locale rests on.
DateTime#isInDST: bool | Whether summer time holds.
DateTime#isInLeapYear: bool | Whether the year is a leap year.
DateTime#isOffsetFixed: bool / null | Whether the zone always has the same offset.
DateTime#invalidReason: str / null / undefined | Why it is invalid.
DateTime#invalidExplanation: str / null / undefined | Why it is invalid, in a sentence.
DateTime#locale: str / null / undefined | The language it is written in.
DateTime#numberingSystem: str / null / undefined | The digits it is written with.
DateTime#outputCalendar: str / null / undefined | The calendar it is written in.
DateTime#zoneName: str / null / undefined | The name of the zone.
DateTime#monthShort: str / null / undefined | The short name of the month.
DateTime#monthLong: str / null / undefined | The name of the month.
DateTime#weekdayShort: str / null / undefined | The short name of the day.
DateTime#weekdayLong: str / null / undefined | The name of the day.
DateTime#offsetNameShort: str / null / undefined | The short name of the zone.
DateTime#offsetNameLong: str / null / undefined | The name of the zone.
DateTime#zone: unknown | The zone.
DateTime#get(unit) -> unknown | One of its properties, by name.
DateTime#getPossibleOffsets() -> list[=DateTime] | The moments its local time may stand for.
DateTime#resolvedLocaleOptions(options?) -> {...} ! | The locale it works by.
DateTime#toUTC(offset?, options?) -> self ! | The same moment in UTC.
DateTime#toLocal() -> self ! | The same moment in the local zone.
DateTime#setZone(zone, options?) -> =DateTime ! | The same moment in another zone.
DateTime#reconfigure(options?) -> self ! | The same with another locale.
DateTime#setLocale(locale) -> self ! | The same with another locale.
DateTime#set(parts) -> self ! | The same with some parts changed.
DateTime#plus(duration) -> self ! | So much later.
DateTime#minus(duration) -> self ! | So much earlier.
DateTime#startOf(unit, options?) -> self ! | The beginning of its year, month, day or other unit.
DateTime#endOf(unit, options?) -> self ! | The end of its year, month, day or other unit.
DateTime#toFormat(format, options?) -> str ! | Text in a format of tokens.
DateTime#toLocaleString(format?, options?) -> str ! | Text as people of a place write it.
DateTime#toLocaleParts(options?) -> list[{type: str, value: str}] ! | The parts of such a text.
DateTime#toISO(options?) -> str / null | ISO 8601 text; `null` where it is invalid.
DateTime#toISODate(options?) -> str / null | The day as ISO 8601 text; `null` where it is invalid.
DateTime#toISOWeekDate() -> str / null | The week and day as ISO 8601 text; `null` where it is invalid.
DateTime#toISOTime(options?) -> str / null | The time as ISO 8601 text; `null` where it is invalid.
DateTime#toRFC2822() -> str / null | Text as mails have it; `null` where it is invalid.
DateTime#toHTTP() -> str / null | Text as HTTP headers have it; `null` where it is invalid.
DateTime#toSQLDate() -> str / null | The day as databases have it; `null` where it is invalid.
DateTime#toSQLTime(options?) -> str / null | The time as databases have it; `null` where it is invalid.
DateTime#toSQL(options?) -> str / null | Date and time as databases have them; `null` where it is invalid.
DateTime#toString() -> str | ISO 8601 text, or `Invalid DateTime`.
DateTime#valueOf() -> number | Milliseconds since 1970.
DateTime#toMillis() -> number | Milliseconds since 1970.
DateTime#toSeconds() -> number | Seconds since 1970, with fractions.
DateTime#toUnixInteger() -> number | Whole seconds since 1970.
DateTime#toJSON() -> str / null | ISO 8601 text; `null` where it is invalid.
DateTime#toBSON() -> =Date | The moment as a `Date`.
DateTime#toObject(options?) -> {year?: number, month?: number, day?: number, hour?: number, minute?: number, second?: number, millisecond?: number, ...} | Its parts by name.
DateTime#toJSDate() -> =Date | The moment as a `Date`.
DateTime#diff(other, unit?, options?) -> =Duration ! | How much later it is than another.
DateTime#diffNow(unit?, options?) -> =Duration ! | How much later it is than now.
DateTime#until(other) -> unknown ! | The interval from it to another.
DateTime#hasSame(other, unit, options?) -> bool ! | Whether both are in the same year, month, day or other unit.
DateTime#equals(other) -> bool / undefined ! | Whether both are the same in all respects.
DateTime#toRelative(options?) -> str / null ! | How long ago or from now, in words; `null` where it is invalid.
DateTime#toRelativeCalendar(options?) -> str / null ! | `today`, `tomorrow` and the like; `null` where it is invalid.
Duration.fromMillis(count, options?) -> =Duration ! | So many milliseconds.
Duration.fromObject(parts, options?) -> =Duration ! | A length from named parts.
Duration.fromDurationLike(duration) -> =Duration ! | A length from whatever stands for one.
Duration.fromISO(text, options?) -> =Duration ! | A length from ISO 8601 text; invalid where it is none.
Duration.fromISOTime(text, options?) -> =Duration ! | A length from the ISO 8601 text of a time.
Duration.invalid(reason, explanation?) -> =Duration ! | An invalid length.
Duration.normalizeUnit(unit) -> str ! | The full name of a unit.
Duration.isDuration(value) -> bool / null / undefined | Whether it is a Duration.
Duration#years: number | The years in it.
Duration#quarters: number | The quarters in it.
Duration#months: number | The months in it.
Duration#weeks: number | The weeks in it.
Duration#days: number | The days in it.
Duration#hours: number | The hours in it.
Duration#minutes: number | The minutes in it.
Duration#seconds: number | The seconds in it.
Duration#milliseconds: number | The milliseconds in it.
Duration#invalidReason: str / null / undefined | Why it is invalid.
Duration#invalidExplanation: str / null / undefined | Why it is invalid, in a sentence.
Duration#locale: str / null / undefined | The language it is written in.
Duration#numberingSystem: str / null / undefined | The digits it is written with.
Duration#isValid: bool | Whether it is a length at all.
Duration#toFormat(format, options?) -> str ! | Text in a format of tokens.
Duration#toHuman(options?) -> str ! | Text in words.
Duration#toObject() -> dict[number] | Its parts by name.
Duration#toISO() -> str / null | ISO 8601 text; `null` where it is invalid.
Duration#toISOTime(options?) -> str / null ! | The ISO 8601 text of a time; `null` where it is none.
Duration#toJSON() -> str / null | ISO 8601 text; `null` where it is invalid.
Duration#toString() -> str / null | ISO 8601 text; `null` where it is invalid.
Duration#toMillis() -> number | All of it in milliseconds.
Duration#valueOf() -> number | All of it in milliseconds.
Duration#plus(other) -> =Duration ! | Both together.
Duration#minus(other) -> =Duration ! | It without the other.
Duration#mapUnits(callback) -> =Duration ! | Every part changed by a callback.
Duration#get(unit) -> number ! | One of its parts.
Duration#set(parts) -> =Duration ! | The same with some parts changed.
Duration#reconfigure(options?) -> =Duration ! | The same with another locale.
Duration#as(unit) -> number ! | All of it in one unit.
Duration#normalize() -> =Duration ! | The same with parts carried over.
Duration#rescale() -> =Duration ! | The same in the largest units.
Duration#shiftTo(...units) -> =Duration ! | The same in certain units.
Duration#shiftToAll() -> =Duration ! | The same in all units.
Duration#negate() -> =Duration ! | The same backwards.
Duration#removeZeros() -> =Duration ! | The same without parts that are zero.
Duration#equals(other) -> bool ! | Whether both have the same parts.
Interval.fromDateTimes(start, end) -> =Interval ! | The time between two moments.
Interval.after(start, duration) -> =Interval ! | So much time from a moment on.
Interval.before(end, duration) -> =Interval ! | So much time up to a moment.
Interval.fromISO(text, options?) -> =Interval ! | An interval from ISO 8601 text.
Interval.invalid(reason, explanation?) -> =Interval ! | An invalid interval.
Interval.isInterval(value) -> bool / null / undefined | Whether it is an Interval.
Interval.merge(intervals) -> list[any] ! | Intervals with overlapping ones made one.
Interval.xor(intervals) -> list[=Interval] ! | The times that only one of some intervals covers.
Interval#start: =DateTime / null | Where it begins.
Interval#end: =DateTime / null | Where it ends.
Interval#lastDateTime: =DateTime / null | The last moment inside.
Interval#isValid: bool | Whether it is an interval at all.
Interval#invalidReason: str / null | Why it is invalid.
Interval#invalidExplanation: str / null | Why it is invalid, in a sentence.
Interval#length(unit?) -> number ! | How long it is in one unit.
Interval#count(unit?, options?) -> number ! | How many days or other units it touches.
Interval#hasSame(unit) -> bool ! | Whether both ends are in the same unit.
Interval#isEmpty() -> bool | Whether both ends are the same.
Interval#isAfter(date) -> bool | Whether it begins after a moment.
Interval#isBefore(date) -> bool | Whether it ends before a moment.
Interval#contains(date) -> bool | Whether a moment is inside.
Interval#set(ends?) -> =Interval ! | The same with an end changed.
Interval#splitAt(...dates) -> list[=Interval] ! | The parts between moments.
Interval#splitBy(duration) -> list[=Interval] ! | Parts of so much time.
Interval#divideEqually(count) -> list[=Interval] ! | So many equal parts.
Interval#overlaps(other) -> bool | Whether they have a moment in common.
Interval#abutsStart(other) -> bool | Whether the other begins where it ends.
Interval#abutsEnd(other) -> bool | Whether the other ends where it begins.
Interval#engulfs(other) -> bool | Whether the other is inside.
Interval#equals(other) -> bool ! | Whether both have the same ends.
Interval#intersection(other) -> =Interval / null ! | The time that both cover.
Interval#union(other) -> =Interval ! | The time from the first beginning to the last end.
Interval#difference(...others) -> list[=Interval] ! | The time that the others do not cover.
Interval#toString() -> str | Both ends as text.
Interval#toLocaleString(format?, options?) -> str ! | Text as people of a place write it.
Interval#toISO(options?) -> str | ISO 8601 text.
Interval#toISODate() -> str | The days as ISO 8601 text.
Interval#toISOTime(options?) -> str | The times as ISO 8601 text.
Interval#toFormat(format, options?) -> str ! | Both ends in a format of tokens.
Interval#toDuration(unit?, options?) -> =Duration ! | How long it is.
Interval#mapEndpoints(callback) -> =Interval ! | Both ends changed by a callback.
luxon.Info.months(length?, options?) -> list[str] / null ! | The names of the months.
luxon.Info.monthsFormat(length?, options?) -> list[str] / null ! | The names of the months as dates have them.
luxon.Info.weekdays(length?, options?) -> list[str] / null ! | The names of the days.
luxon.Info.weekdaysFormat(length?, options?) -> list[str] / null ! | The names of the days as dates have them.
luxon.Info.meridiems(options?) -> list[str] ! | The halves of the day.
luxon.Info.eras(length?, options?) -> list[str] / null ! | The names of the eras.
luxon.Info.isValidIANAZone(zone) -> bool | Whether a zone is known.
luxon.Info.hasDST(zone?) -> bool ! | Whether a zone has summer time.
