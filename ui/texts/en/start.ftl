start-title = Start
