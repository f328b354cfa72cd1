//! Moments and days in words.

use super::texts;

texts! {
    MONTHS = "januari februari maart april mei juni juli augustus september oktober november december", "January February March April May June July August September October November December";
    DAY_OF_MONTH = "{} {2}", "{} {2}";
    OF_YEAR = "{} {2}", "{} {2}";
    AT_TIME = "{} om {2}", "{} at {2}";
    JUST_NOW = "zojuist", "just now";
    MINUTE_AGO = "{} minuut geleden", "{} minute ago";
    MINUTES_AGO = "{} minuten geleden", "{} minutes ago";
    HOUR_AGO = "{} uur geleden", "{} hour ago";
    HOURS_AGO = "{} uur geleden", "{} hours ago";
    DAYS_AGO = "{} dagen geleden", "{} days ago";
    YEARS_AGO = "{} jaar geleden", "{} years ago";
    YESTERDAY = "gisteren", "yesterday";
    TODAY = "vandaag", "today";
    TOMORROW = "morgen", "tomorrow";
    IN_MINUTE = "over {} minuut", "in {} minute";
    IN_MINUTES = "over {} minuten", "in {} minutes";
    IN_HOUR = "over {} uur", "in {} hour";
    IN_HOURS = "over {} uur", "in {} hours";
    IN_DAYS = "over {} dagen", "in {} days";
    IN_YEARS = "over {} jaar", "in {} years";
}
