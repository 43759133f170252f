# Words of the map.
kit-map-label = Map. Use the arrow keys to move the pin, and plus and minus to zoom.
kit-map-fixed-label = Map showing the place. Use plus and minus to zoom.
kit-map-loading = Loading the map
kit-map-failed = The map cannot be loaded right now
kit-map-failed-hint = Give the place as an address or in your own words. That is enough.
kit-map-zoom-in = Zoom in
kit-map-zoom-out = Zoom out
kit-map-move = Move the pin
kit-map-up = Move the pin up
kit-map-down = Move the pin down
kit-map-left = Move the pin left
kit-map-right = Move the pin right
kit-map-pin-set = The pin is set.
kit-map-pin-none = Tap the map to set the pin.
