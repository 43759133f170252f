# Letters of the town hall with a code.
# $town name of the town, $name name of the person, $until last day, $address internet address, $phone telephone

letters-date = Date: { $date }
letters-phone = Telephone: { $phone }
letters-foot = { $town } · Telephone { $phone } · { $address } · This letter was made by a computer and is valid without a signature.

letters-identity-subject = Your code for the digital town hall
letters-identity-before =
    Hello { $name },

    this code was asked for your account at the digital town hall. It confirms your name and your address:
letters-identity-after =
    How it works: sign in to the digital town hall ({ $address }), open “My account”, then “Identity”, and enter the code there.

    The code works once, until { $until }. Do not give it to anybody. We never ask for it on the phone.

    Did you not ask for a code? Then throw this letter away; nothing happens. We answer questions at { $phone }.

letters-recovery-subject = Your code to get back into your account
letters-recovery-before =
    Hello { $name },

    somebody said that they cannot get into your account at the digital town hall any more. If that was you, this code helps:
letters-recovery-after =
    How it works: open { $address }, choose “I cannot get into my account” and enter the code. Then wait for 72 hours. In that time we ask on all channels whether it is really you. After that enter the code once more and set up your new device.

    The code works until { $until }. Do not give it to anybody. We never ask for it on the phone.

    Was that not you? Then destroy this letter and call us: { $phone }.
