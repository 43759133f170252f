# How long something still takes.
time-left = { $left } left.
time-left-seconds = { $seconds ->
    [one] 1 second
   *[other] { $seconds } seconds
}
time-left-minutes = { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}
time-left-hours = { $hours ->
    [one] 1 hour
   *[other] { $hours } hours
} and { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}
time-left-days = { $days ->
    [one] 1 day
   *[other] { $days } days
} and { $hours ->
    [one] 1 hour
   *[other] { $hours } hours
}
time-left-whole-hours = { $hours ->
    [one] 1 hour
   *[other] { $hours } hours
}
time-left-whole-days = { $days ->
    [one] 1 day
   *[other] { $days } days
}
