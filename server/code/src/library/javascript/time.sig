# JavaScript's dates.

Date() -> str | The present time as text (with `new` a date object).
new Date(value?, month?, day?, hours?, minutes?, seconds?, milliseconds?) -> =Date | A point in time: now, or from text, milliseconds or parts.
Date.UTC(year, month?, day?, hours?, minutes?, seconds?, milliseconds?) -> number | Milliseconds since 1970-01-01 UTC, from parts in UTC.
Date.now() -> int | Milliseconds since 1970-01-01 UTC, now.
Date.parse(text) -> number | Milliseconds since 1970-01-01 UTC, from text; `NaN` where it is no date.
Date#getDate() -> number | The day of the month, in local time.
Date#getUTCDate() -> number | The day of the month, in UTC.
Date#setDate(value, ...more) -> number | Sets the day of the month, in local time; gives the new time in milliseconds.
Date#setUTCDate(value, ...more) -> number | Sets the day of the month, in UTC; gives the new time in milliseconds.
Date#getDay() -> number | The day of the week, from 0 for Sunday, in local time.
Date#getUTCDay() -> number | The day of the week, from 0 for Sunday, in UTC.
Date#getFullYear() -> number | The year, in local time.
Date#getUTCFullYear() -> number | The year, in UTC.
Date#setFullYear(value, ...more) -> number | Sets the year, in local time; gives the new time in milliseconds.
Date#setUTCFullYear(value, ...more) -> number | Sets the year, in UTC; gives the new time in milliseconds.
Date#getHours() -> number | The hour, in local time.
Date#getUTCHours() -> number | The hour, in UTC.
Date#setHours(value, ...more) -> number | Sets the hour, in local time; gives the new time in milliseconds.
Date#setUTCHours(value, ...more) -> number | Sets the hour, in UTC; gives the new time in milliseconds.
Date#getMilliseconds() -> number | The milliseconds, in local time.
Date#getUTCMilliseconds() -> number | The milliseconds, in UTC.
Date#setMilliseconds(value, ...more) -> number | Sets the milliseconds, in local time; gives the new time in milliseconds.
Date#setUTCMilliseconds(value, ...more) -> number | Sets the milliseconds, in UTC; gives the new time in milliseconds.
Date#getMinutes() -> number | The minutes, in local time.
Date#getUTCMinutes() -> number | The minutes, in UTC.
Date#setMinutes(value, ...more) -> number | Sets the minutes, in local time; gives the new time in milliseconds.
Date#setUTCMinutes(value, ...more) -> number | Sets the minutes, in UTC; gives the new time in milliseconds.
Date#getMonth() -> number | The month, from 0 for January, in local time.
Date#getUTCMonth() -> number | The month, from 0 for January, in UTC.
Date#setMonth(value, ...more) -> number | Sets the month, from 0 for January, in local time; gives the new time in milliseconds.
Date#setUTCMonth(value, ...more) -> number | Sets the month, from 0 for January, in UTC; gives the new time in milliseconds.
Date#getSeconds() -> number | The seconds, in local time.
Date#getUTCSeconds() -> number | The seconds, in UTC.
Date#setSeconds(value, ...more) -> number | Sets the seconds, in local time; gives the new time in milliseconds.
Date#setUTCSeconds(value, ...more) -> number | Sets the seconds, in UTC; gives the new time in milliseconds.
Date#getTime() -> number | Milliseconds since 1970-01-01 UTC.
Date#getTimezoneOffset() -> number | Minutes by which local time is behind UTC.
Date#getYear() -> number | The year less 1900 (deprecated).
Date#setTime(time) -> number | Sets the milliseconds since 1970-01-01 UTC.
Date#setYear(year) -> number | Sets the year (deprecated).
Date#toDateString() -> str | The day as English text, in local time.
Date#toGMTString() -> str | The date as English text, in UTC (deprecated).
Date#toISOString() -> str ! | The date as `YYYY-MM-DDTHH:mm:ss.sssZ`; throws where it is invalid.
Date#toJSON(key?) -> str / null | The date as `toISOString` writes it; `null` where it is invalid.
Date#toLocaleDateString(locales?, options?) -> str | The day as people of a place write it.
Date#toLocaleString(locales?, options?) -> str | The date and time as people of a place write them.
Date#toLocaleTimeString(locales?, options?) -> str | The time of day as people of a place write it.
Date#toString() -> str | The date as English text, in local time.
Date#toTimeString() -> str | The time of day as English text, in local time.
Date#toUTCString() -> str | The date as English text, in UTC.
Date#valueOf() -> number | Milliseconds since 1970-01-01 UTC.
