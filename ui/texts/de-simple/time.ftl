# How long something still takes.
time-left = Es dauert noch { $left }.
time-left-seconds = { $seconds ->
    [one] 1 Sekunde
   *[other] { $seconds } Sekunden
}
time-left-minutes = { $minutes ->
    [one] 1 Minute
   *[other] { $minutes } Minuten
}
time-left-hours = { $hours ->
    [one] 1 Stunde
   *[other] { $hours } Stunden
} und { $minutes ->
    [one] 1 Minute
   *[other] { $minutes } Minuten
}
time-left-days = { $days ->
    [one] 1 Tag
   *[other] { $days } Tage
} und { $hours ->
    [one] 1 Stunde
   *[other] { $hours } Stunden
}
time-left-whole-hours = { $hours ->
    [one] 1 Stunde
   *[other] { $hours } Stunden
}
time-left-whole-days = { $days ->
    [one] 1 Tag
   *[other] { $days } Tage
}
