# What only an app has to say when something fails.
problem-app-pin-wiped = The PIN was wrong ten times. The app deleted its key on this device and signed you out. Add this device again from another one, or take the way “Lost access”.
problem-app-answer-lost = The town hall’s answer got lost on the way. Try again within a minute. Otherwise sign in again; what you typed stays.
