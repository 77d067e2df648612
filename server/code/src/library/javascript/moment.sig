# Moment 2: dates that change in place.

module moment: path:moment | Dates that change in place.
moment(input?, format?, ...how) -> =Moment | A date: now, or from text, a list, parts or another date.
moment.utc(input?, format?, ...how) -> =Moment | A date in UTC.
moment.unix(seconds) -> =Moment | A date from seconds since 1970.
moment.parseZone(input?, format?, ...how) -> =Moment | A date in the zone its text names.
moment.invalid(flags?) -> =Moment | An invalid date.
moment.duration(input?, unit?) -> =MomentDuration | A length of time.
moment.isMoment(value) -> bool | Whether it is a date of Moment.
moment.isDate(value) -> bool | Whether it is a `Date`.
moment.isDuration(value) -> bool | Whether it is a length of Moment.
moment.locale(name?, values?) -> any | The language of all dates; sets it where one is given.
moment.locales() -> list[str] | The languages that are known.
moment.max(...dates) -> =Moment | The latest of some dates.
moment.min(...dates) -> =Moment | The earliest of some dates.
moment.now() -> number | Milliseconds since 1970, now.
moment.version: str | Moment's version.
Moment#add(value, unit?) -> self | Moves it on, in place.
Moment#subtract(value, unit?) -> self | Moves it back, in place.
Moment#startOf(value, unit?) -> self | Moves it to the beginning of a unit, in place.
Moment#endOf(value, unit?) -> self | Moves it to the end of a unit, in place.
Moment#set(value, unit?) -> self / number | Changes a part, in place.
Moment#utc(keepTime?) -> self | Shows it in UTC, in place.
Moment#local(keepTime?) -> self | Shows it in local time, in place.
Moment#parseZone(keepTime?) -> self | Shows it in the zone its text named, in place.
Moment#year(value?, keepTime?) -> number / self | The year; sets it where one is given.
Moment#years(value?, keepTime?) -> number / self | The year; sets it where one is given.
Moment#quarter(value?, keepTime?) -> number / self | The quarter; sets it where one is given.
Moment#quarters(value?, keepTime?) -> number / self | The quarter; sets it where one is given.
Moment#month(value?, keepTime?) -> number / self | The month, from 0; sets it where one is given.
Moment#months(value?, keepTime?) -> number / self | The month, from 0; sets it where one is given.
Moment#week(value?, keepTime?) -> number / self | The week; sets it where one is given.
Moment#weeks(value?, keepTime?) -> number / self | The week; sets it where one is given.
Moment#isoWeek(value?, keepTime?) -> number / self | The ISO week; sets it where one is given.
Moment#isoWeeks(value?, keepTime?) -> number / self | The ISO week; sets it where one is given.
Moment#date(value?, keepTime?) -> number / self | The day of the month; sets it where one is given.
Moment#dates(value?, keepTime?) -> number / self | The day of the month; sets it where one is given.
Moment#day(value?, keepTime?) -> number / self | The day of the week, from 0 for Sunday; sets it where one is given.
Moment#days(value?, keepTime?) -> number / self | The day of the week, from 0 for Sunday; sets it where one is given.
Moment#weekday(value?, keepTime?) -> number / self | The day of the week as the locale counts; sets it where one is given.
Moment#isoWeekday(value?, keepTime?) -> number / self | The day of the week, from 1 for Monday; sets it where one is given.
Moment#dayOfYear(value?, keepTime?) -> number / self | The day of the year; sets it where one is given.
Moment#hour(value?, keepTime?) -> number / self | The hour; sets it where one is given.
Moment#hours(value?, keepTime?) -> number / self | The hour; sets it where one is given.
Moment#minute(value?, keepTime?) -> number / self | The minute; sets it where one is given.
Moment#minutes(value?, keepTime?) -> number / self | The minute; sets it where one is given.
Moment#second(value?, keepTime?) -> number / self | The second; sets it where one is given.
Moment#seconds(value?, keepTime?) -> number / self | The second; sets it where one is given.
Moment#millisecond(value?, keepTime?) -> number / self | The milliseconds; sets it where one is given.
Moment#milliseconds(value?, keepTime?) -> number / self | The milliseconds; sets it where one is given.
Moment#weekYear(value?, keepTime?) -> number / self | The year of the week; sets it where one is given.
Moment#isoWeekYear(value?, keepTime?) -> number / self | The year of the ISO week; sets it where one is given.
Moment#utcOffset(value?, keepTime?) -> number / self | Minutes ahead of UTC; sets it where one is given.
Moment#isAfter(other?, unit?) -> bool | Compares it with another date.
Moment#isBefore(other?, unit?) -> bool | Compares it with another date.
Moment#isSame(other?, unit?) -> bool | Compares it with another date.
Moment#isSameOrAfter(other?, unit?) -> bool | Compares it with another date.
Moment#isSameOrBefore(other?, unit?) -> bool | Compares it with another date.
Moment#isBetween(from, to, unit?, ends?) -> bool | Whether it is between two dates.
Moment#isDST() -> bool | Whether summer time holds.
Moment#isLeapYear() -> bool | Whether the year is a leap year.
Moment#isLocal() -> bool | Whether it is shown in local time.
Moment#isUTC() -> bool | Whether it is shown in UTC.
Moment#isUtc() -> bool | Whether it is shown in UTC.
Moment#isUtcOffset() -> bool | Whether it is shown with a fixed offset.
Moment#isValid() -> bool | Whether it is a date at all.
Moment#calendar(reference?, formats?) -> str | Today, tomorrow or the date, in words.
Moment#clone() -> =Moment | A copy.
Moment#daysInMonth() -> number | How many days the month has.
Moment#diff(other, unit?, fractions?) -> number | How much later it is than another.
Moment#format(format?) -> str | Text in a format of tokens.
Moment#from(other, bare?) -> str | The time since another date, in words.
Moment#fromNow(bare?) -> str | The time since or until now, in words.
Moment#get(unit) -> number / self | One of its parts.
Moment#invalidAt() -> number | Which part is invalid.
Moment#locale(name?) -> str / self | The language; sets it where one is given.
Moment#to(other, bare?) -> str | The time until another date, in words.
Moment#toArray() -> list[number] | Its parts in order.
Moment#toDate() -> =Date | The moment as a `Date`.
Moment#toISOString(keepOffset?) -> str / null | ISO 8601 text; `null` where it is invalid.
Moment#toJSON() -> str / null | ISO 8601 text; `null` where it is invalid.
Moment#toNow(bare?) -> str | The time until now, in words.
Moment#toObject() -> dict[number] | Its parts by name.
Moment#toString() -> str | The date as English text.
Moment#unix() -> number | Seconds since 1970.
Moment#valueOf() -> number | Milliseconds since 1970.
Moment#weeksInYear() -> number | How many weeks the year has.
Moment#zoneAbbr() -> str | The short name of the zone.
Moment#zoneName() -> str | The name of the zone.
MomentDuration#asMilliseconds() -> number | All of it in milliseconds.
MomentDuration#milliseconds() -> number | The milliseconds in it.
MomentDuration#asSeconds() -> number | All of it in seconds.
MomentDuration#seconds() -> number | The seconds in it.
MomentDuration#asMinutes() -> number | All of it in minutes.
MomentDuration#minutes() -> number | The minutes in it.
MomentDuration#asHours() -> number | All of it in hours.
MomentDuration#hours() -> number | The hours in it.
MomentDuration#asDays() -> number | All of it in days.
MomentDuration#days() -> number | The days in it.
MomentDuration#asWeeks() -> number | All of it in weeks.
MomentDuration#weeks() -> number | The weeks in it.
MomentDuration#asMonths() -> number | All of it in months.
MomentDuration#months() -> number | The months in it.
MomentDuration#asQuarters() -> number | All of it in quarters.
MomentDuration#asYears() -> number | All of it in years.
MomentDuration#years() -> number | The years in it.
MomentDuration#abs() -> self | Makes all parts positive, in place.
MomentDuration#add(value, unit?) -> self | Makes it longer, in place.
MomentDuration#subtract(value, unit?) -> self | Makes it shorter, in place.
MomentDuration#as(unit) -> number ! | All of it in one unit.
MomentDuration#clone() -> =MomentDuration | A copy.
MomentDuration#get(unit) -> number | One of its parts.
MomentDuration#humanize(...how) -> str | Text in words.
MomentDuration#isValid() -> bool | Whether it is a length at all.
MomentDuration#toISOString() -> str | ISO 8601 text.
MomentDuration#toJSON() -> str | ISO 8601 text.
MomentDuration#toString() -> str | ISO 8601 text.
MomentDuration#valueOf() -> number | All of it in milliseconds.
