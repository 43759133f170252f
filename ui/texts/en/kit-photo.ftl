# Words of the photo picker.
kit-photo-alt = Photo { $number }: { $name }
kit-photo-remove = Remove photo { $number }
kit-photo-more = Another photo
kit-photo-pick = Take or choose a photo
kit-photo-busy = Preparing the photo
kit-photo-hint = Up to { $max } photos as JPEG, PNG or WebP
kit-photo-count = { $count ->
    [one] 1 photo chosen.
   *[other] { $count } photos chosen.
} { $left ->
    [0] No more can be added.
    [one] 1 more can be added.
   *[other] { $left } more can be added.
}
kit-photo-refused-heic = “{ $name }” is a HEIC file, which we cannot open. Set your camera to “Most Compatible” or “JPEG”, or take a screenshot of the picture.
kit-photo-refused-type = “{ $name }” is not a photo we can open. Please use JPEG, PNG or WebP.
kit-photo-refused-unreadable = “{ $name }” is damaged or empty. Please choose another photo.
kit-photo-refused-too-large = “{ $name }” is too large. Please choose a smaller photo.
kit-photo-refused-too-many = { $name } was left out: the report takes no more photos.
