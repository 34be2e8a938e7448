"""Dates in English that nobody can misread: the day, the month in letters, the year."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j M Y"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
