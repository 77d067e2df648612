# Modules about time: datetime, time, calendar, zoneinfo.

datetime.MAXYEAR: int | The largest year there is.
datetime.MINYEAR: int | The smallest year there is.
datetime.UTC: =datetime.timezone | Universal time (from Python 3.11 on).

datetime.date(year, month, day) -> =datetime.date ! int: value far | A day.
datetime.date.fromisocalendar(year, week, day) -> =datetime.date | The day of an ISO week.
datetime.date.fromisoformat(date_string, /) -> =datetime.date ! str: value | Reads a day as ISO 8601 writes it.
datetime.date.fromordinal(n, /) -> =datetime.date ! int: value far | The day of that number, counted from year 1.
datetime.date.fromtimestamp(timestamp, /) -> =datetime.date ! number: value far | The local day of a moment in seconds since 1970.
datetime.date.max: =datetime.date | The last day there is.
datetime.date.min: =datetime.date | The first day there is.
datetime.date.resolution: =datetime.timedelta | The least difference of two days.
datetime.date.strptime(date_string, format, /) -> =datetime.date | Reads a day written in a given format (from Python 3.14 on).
datetime.date.today() -> =datetime.date ! none: nothing | The present local day.
datetime.date#ctime() -> str ! none: nothing | The day as the C library writes it.
datetime.date#day: int | The day of the month, from 1.
datetime.date#isocalendar() -> tuple[int, int, int] ! none: nothing | ISO year, week and weekday.
datetime.date#isoformat() -> str ! none: nothing | The day as `YYYY-MM-DD`.
datetime.date#isoweekday() -> int ! none: nothing | The weekday, Monday being 1.
datetime.date#max: =datetime.date | The last day there is.
datetime.date#min: =datetime.date | The first day there is.
datetime.date#month: int | The month, from 1.
datetime.date#replace(year?, month?, day?) -> =datetime.date ! int: value far | The day with some parts changed.
datetime.date#strftime(format) -> str ! str: value | The day written in a given format.
datetime.date#timetuple() -> =time.struct_time ! none: nothing | The day for the functions of `time`.
datetime.date#toordinal() -> int ! none: nothing | The number of the day, counted from year 1.
datetime.date#weekday() -> int ! none: nothing | The weekday, Monday being 0.
datetime.date#year: int | The year.

datetime.datetime(year, month, day, hour?, minute?, second?, microsecond?, tzinfo?, *, fold?) -> =datetime.datetime ! int: value far | A day and a time of day.
datetime.datetime.combine(date, time, tzinfo?) -> =datetime.datetime ! none: nothing | A day and a time put together.
datetime.datetime.fromisocalendar(year, week, day) -> =datetime.datetime | The beginning of a day of an ISO week.
datetime.datetime.fromisoformat(date_string, /) -> =datetime.datetime ! str: value | Reads a moment as ISO 8601 writes it.
datetime.datetime.fromordinal(n, /) -> =datetime.datetime ! int: value far | The beginning of the day of that number.
datetime.datetime.fromtimestamp(timestamp, tz?) -> =datetime.datetime ! number: value far | The moment so many seconds after the start of 1970.
datetime.datetime.max: =datetime.datetime | The last moment there is.
datetime.datetime.min: =datetime.datetime | The first moment there is.
datetime.datetime.now(tz?) -> =datetime.datetime ! none: nothing | The present moment, local or in a time zone.
datetime.datetime.resolution: =datetime.timedelta | The least difference of two moments.
datetime.datetime.strptime(date_string, format, /) -> =datetime.datetime ! str: value | Reads a moment written in a given format.
datetime.datetime.today() -> =datetime.datetime ! none: nothing | The present local moment.
datetime.datetime.utcfromtimestamp(timestamp, /) -> =datetime.datetime ! number: value far | The moment in universal time, without a time zone.
datetime.datetime.utcnow() -> =datetime.datetime ! none: nothing | The present moment in universal time, without a time zone.
datetime.datetime#astimezone(tz?) -> =datetime.datetime ! none: value far | The same moment in another time zone.
datetime.datetime#ctime() -> str ! none: nothing | The moment as the C library writes it.
datetime.datetime#date() -> =datetime.date ! none: nothing | Its day.
datetime.datetime#day: int | The day of the month, from 1.
datetime.datetime#dst() -> =datetime.timedelta / null ! none: nothing | What daylight saving adds, if the zone tells.
datetime.datetime#fold: int | Which of two equal wall clock times is meant, 0 or 1.
datetime.datetime#hour: int | The hour, from 0.
datetime.datetime#isocalendar() -> tuple[int, int, int] ! none: nothing | ISO year, week and weekday.
datetime.datetime#isoformat(sep?, timespec?) -> str ! str: value type | The moment as ISO 8601 writes it.
datetime.datetime#isoweekday() -> int ! none: nothing | The weekday, Monday being 1.
datetime.datetime#max: =datetime.datetime | The last moment there is.
datetime.datetime#microsecond: int | The millionths of the second.
datetime.datetime#min: =datetime.datetime | The first moment there is.
datetime.datetime#minute: int | The minute, from 0.
datetime.datetime#month: int | The month, from 1.
datetime.datetime#replace(year?, month?, day?, hour?, minute?, second?, microsecond?, tzinfo?, *, fold?) -> =datetime.datetime ! int: value far | The moment with some parts changed.
datetime.datetime#second: int | The second, from 0.
datetime.datetime#strftime(format) -> str ! str: value | The moment written in a given format.
datetime.datetime#time() -> =datetime.time ! none: nothing | Its time of day, without a zone.
datetime.datetime#timestamp() -> float ! none: value far | Seconds since the start of 1970.
datetime.datetime#timetuple() -> =time.struct_time ! none: nothing | The moment for the functions of `time`.
datetime.datetime#timetz() -> =datetime.time ! none: nothing | Its time of day, with its zone.
datetime.datetime#toordinal() -> int ! none: nothing | The number of its day, counted from year 1.
datetime.datetime#tzinfo: any | Its time zone, if it has one.
datetime.datetime#tzname() -> str / null ! none: nothing | The name of its time zone, if it has one.
datetime.datetime#utcoffset() -> =datetime.timedelta / null ! none: nothing | How far its zone is from universal time, if it has one.
datetime.datetime#utctimetuple() -> =time.struct_time ! none: value far | The moment in universal time, for the functions of `time`.
datetime.datetime#weekday() -> int ! none: nothing | The weekday, Monday being 0.
datetime.datetime#year: int | The year.

datetime.time(hour?, minute?, second?, microsecond?, tzinfo?, *, fold?) -> =datetime.time ! int: value far | A time of day.
datetime.time.fromisoformat(time_string, /) -> =datetime.time ! str: value | Reads a time as ISO 8601 writes it.
datetime.time.max: =datetime.time | The last time of a day.
datetime.time.min: =datetime.time | Midnight.
datetime.time.resolution: =datetime.timedelta | The least difference of two times.
datetime.time.strptime(date_string, format, /) -> =datetime.time | Reads a time written in a given format (from Python 3.14 on).
datetime.time#dst() -> =datetime.timedelta / null | What daylight saving adds, if the zone tells.
datetime.time#fold: int | Which of two equal wall clock times is meant, 0 or 1.
datetime.time#hour: int | The hour, from 0.
datetime.time#isoformat(timespec?) -> str ! str: value | The time as ISO 8601 writes it.
datetime.time#microsecond: int | The millionths of the second.
datetime.time#minute: int | The minute, from 0.
datetime.time#replace(hour?, minute?, second?, microsecond?, tzinfo?, *, fold?) -> =datetime.time ! int: value far | The time with some parts changed.
datetime.time#second: int | The second, from 0.
datetime.time#strftime(format) -> str ! str: value | The time written in a given format.
datetime.time#tzinfo: any | Its time zone, if it has one.
datetime.time#tzname() -> str / null | The name of its time zone, if it has one.
datetime.time#utcoffset() -> =datetime.timedelta / null | How far its zone is from universal time, if it has one.

datetime.timedelta(days?, seconds?, microseconds?, milliseconds?, minutes?, hours?, weeks?) -> =datetime.timedelta ! number: value far | A stretch of time.
datetime.timedelta.max: =datetime.timedelta | The longest stretch there is.
datetime.timedelta.min: =datetime.timedelta | The most negative stretch there is.
datetime.timedelta.resolution: =datetime.timedelta | The shortest stretch there is.
datetime.timedelta#days: int | Its whole days; negative for a negative stretch.
datetime.timedelta#max: =datetime.timedelta | The longest stretch there is.
datetime.timedelta#microseconds: int | What remains beyond the whole seconds, in millionths.
datetime.timedelta#min: =datetime.timedelta | The most negative stretch there is.
datetime.timedelta#seconds: int | What remains beyond the whole days, in seconds.
datetime.timedelta#total_seconds() -> float ! none: nothing | The whole stretch in seconds.

datetime.timezone(offset, name?) -> =datetime.timezone ! str: value | A fixed distance from universal time.
datetime.timezone.max: =datetime.timezone | The easternmost zone there is.
datetime.timezone.min: =datetime.timezone | The westernmost zone there is.
datetime.timezone.utc: =datetime.timezone | Universal time.
datetime.timezone#dst(dt, /) -> null | Nothing: a fixed zone knows no daylight saving.
datetime.timezone#fromutc(dt, /) -> =datetime.datetime | A moment of universal time in this zone.
datetime.timezone#tzname(dt, /) -> str | The name of the zone.
datetime.timezone#utcoffset(dt, /) -> =datetime.timedelta | How far the zone is from universal time.
datetime.tzinfo() -> any | Parent of all time zones.

operator datetime.date + datetime.timedelta: =datetime.date ! far | A day later or earlier by whole days.
operator datetime.date - datetime.date: =datetime.timedelta ! nothing | The days between two days.
operator datetime.date - datetime.timedelta: =datetime.date ! far | A day earlier or later by whole days.
operator datetime.datetime + datetime.timedelta: =datetime.datetime ! far | A moment that much later.
operator datetime.datetime - datetime.datetime: =datetime.timedelta ! type | The time between two moments.
operator datetime.datetime - datetime.timedelta: =datetime.datetime ! far | A moment that much earlier.
operator datetime.timedelta % datetime.timedelta: =datetime.timedelta ! arithmetic | What remains of a division.
operator datetime.timedelta * float: =datetime.timedelta ! value far | That many times the stretch.
operator datetime.timedelta * int: =datetime.timedelta ! far | That many times the stretch.
operator datetime.timedelta + datetime.date: =datetime.date ! far | A day later or earlier by whole days.
operator datetime.timedelta + datetime.datetime: =datetime.datetime ! far | A moment that much later.
operator datetime.timedelta + datetime.timedelta: =datetime.timedelta ! far | Both together.
operator datetime.timedelta - datetime.timedelta: =datetime.timedelta ! far | What one is longer than the other.
operator datetime.timedelta / datetime.timedelta: float ! arithmetic | How often one goes into the other.
operator datetime.timedelta / float: =datetime.timedelta ! value arithmetic far | A part of the stretch.
operator datetime.timedelta / int: =datetime.timedelta ! arithmetic far | A part of the stretch.
operator datetime.timedelta // datetime.timedelta: int ! arithmetic | How often one goes wholly into the other.
operator datetime.timedelta // int: =datetime.timedelta ! arithmetic far | A part of the stretch, rounded down.
operator float * datetime.timedelta: =datetime.timedelta ! value far | That many times the stretch.
operator int * datetime.timedelta: =datetime.timedelta ! far | That many times the stretch.

time.altzone: int | How many seconds the local daylight saving zone is west of universal time.
time.asctime(tuple?, /) -> str | A moment as the C library writes it.
time.ctime(seconds?, /) -> str ! number: value far | A moment as the C library writes it.
time.daylight: int | Whether the local zone knows daylight saving.
time.get_clock_info(name, /) -> any | What a clock is like.
time.gmtime(seconds?, /) -> =time.struct_time ! number: value far | A moment in universal time, in its parts.
time.localtime(seconds?, /) -> =time.struct_time ! number: value far | A moment in local time, in its parts.
time.mktime(tuple, /) -> float | Seconds since 1970 of a local time in its parts.
time.monotonic() -> float ! none: nothing | A clock in seconds that never goes back.
time.monotonic_ns() -> int ! none: nothing | A clock in billionths of a second that never goes back.
time.perf_counter() -> float ! none: nothing | The finest clock, in seconds.
time.perf_counter_ns() -> int ! none: nothing | The finest clock, in billionths of a second.
time.process_time() -> float ! none: nothing | Processor seconds used by this process.
time.process_time_ns() -> int ! none: nothing | Processor time used by this process, in billionths of a second.
time.sleep(seconds, /) -> null ! number: value far | Waits.
time.strftime(format, tuple?, /) -> str ! str: value | A time in its parts, written in a given format.
time.strptime(string, format?, /) -> =time.struct_time ! str: value | Reads a time written in a given format.
time.struct_time(sequence, dict?) -> tuples[any] | A time in its parts.
time.struct_time#[](index) -> unknown | One of the parts.
time.struct_time#tm_gmtoff: int / null | How many seconds the zone is east of universal time.
time.struct_time#tm_hour: int | The hour, from 0.
time.struct_time#tm_isdst: int | Whether daylight saving is in force; -1 where that is not known.
time.struct_time#tm_mday: int | The day of the month, from 1.
time.struct_time#tm_min: int | The minute, from 0.
time.struct_time#tm_mon: int | The month, from 1.
time.struct_time#tm_sec: int | The second, from 0.
time.struct_time#tm_wday: int | The weekday, Monday being 0.
time.struct_time#tm_yday: int | The day of the year, from 1.
time.struct_time#tm_year: int | The year.
time.struct_time#tm_zone: str / null | The name of the zone.
time.thread_time() -> float | Processor seconds used by this thread.
time.thread_time_ns() -> int | Processor time used by this thread, in billionths of a second.
time.time() -> float ! none: nothing | Seconds since the start of 1970.
time.time_ns() -> int ! none: nothing | Billionths of a second since the start of 1970.
time.timezone: int | How many seconds the local zone is west of universal time.
time.tzname: tuple[str, str] | The names of the local zone without and with daylight saving.
time.tzset() -> null | Reads the local zone anew.

calendar.Calendar(firstweekday?) -> any | Walks over days and weeks.
calendar.HTMLCalendar(firstweekday?) -> any | Writes calendars as HTML.
calendar.TextCalendar(firstweekday?) -> any | Writes calendars as text.
calendar.calendar(theyear, w?, l?, c?, m?) -> str | A year as text.
calendar.day_abbr: any | The short names of the weekdays.
calendar.day_name: any | The names of the weekdays.
calendar.firstweekday() -> int | On which weekday weeks begin.
calendar.isleap(year) -> bool | Whether the year has a 29th of February.
calendar.leapdays(y1, y2) -> int | How many leap years there are from one year up to another.
calendar.month(theyear, themonth, w?, l?) -> str | A month as text.
calendar.month_abbr: any | The short names of the months, from place 1.
calendar.month_name: any | The names of the months, from place 1.
calendar.monthcalendar(year, month) -> list+[list+[int]] | A month's weeks; 0 for days of other months.
calendar.monthrange(year, month) -> tuple[int, int] | The weekday of a month's first day, and how many days it has.
calendar.setfirstweekday(firstweekday) -> null | Sets on which weekday weeks begin.
calendar.timegm(tuple) -> number | Seconds since 1970 of a universal time in its parts.
calendar.weekday(year, month, day) -> int | The weekday, Monday being 0.

zoneinfo.TZPATH: tuples[str] | Where the data of time zones is looked for.
zoneinfo.ZoneInfo(key) -> =zoneinfo.ZoneInfo ! str: key value other | The time zone of that name.
zoneinfo.ZoneInfo#dst(dt, /) -> =datetime.timedelta / null | What daylight saving adds at a moment.
zoneinfo.ZoneInfo#fromutc(dt, /) -> =datetime.datetime | A moment of universal time in this zone.
zoneinfo.ZoneInfo#key: str / null | The name of the zone.
zoneinfo.ZoneInfo#tzname(dt, /) -> str / null | The zone's short name at a moment.
zoneinfo.ZoneInfo#utcoffset(dt, /) -> =datetime.timedelta / null | How far the zone is from universal time at a moment.
zoneinfo.ZoneInfoNotFoundError(*args) -> =Exception | There is no such time zone.
zoneinfo.available_timezones() -> set[str] | The names of all time zones.
