"""What the next page says of what was just done, in words that have translations.

Extraction looks for them in the layer; the features of the desk, which say them, are no part of it.
"""

from broadsheet.adapters.jinja.gettext_marker import N_

SAID = (
    N_("You are signed out."),
    N_("You are signed out, on every machine."),
    N_("From now on you are asked for a code of this authenticator."),
    N_("Your password is changed. Other browsers stay signed in: you can sign out everywhere."),
    N_("Your password is changed. Please sign in with it."),
    N_("Lifted: what they send is taken again."),
    N_("Kept. New comments are looked through for them within a minute."),
    N_("Edited. Its page says so, and the trail has what it said before."),
    N_("Readers may comment on this story."),
    N_("Comments are closed on this story."),
    N_("What was not saved is dropped."),
    N_("Another page has typed more: nothing is dropped."),
    N_("Saved. The front page follows within seconds."),
    N_("Sent."),
    N_("Changed."),
    N_("It is not there any more."),
    N_("Taken out. Its number stays empty."),
    N_("Saved. Stories take these words over when they have none of their own."),
    N_("Removed. An operator can bring it back for some days."),
    N_("Saved. Pages of theirs follow, the newest first."),
    N_("The profile is gone; bylines speak for themselves again."),
    N_("The note is gone."),
    N_("The link was taken back: it leads nowhere."),
    N_("Handed in."),
    N_("Handed back."),
    N_("Published."),
    N_("Scheduled."),
    N_("The hour is forgotten."),
    N_("The embargo is as you said."),
    N_("The correction stands under the story."),
    N_("Taken off the site."),
    N_("Retracted: the notice stands in its place."),
    N_("Assigned."),
    N_("This is the copy: a draft of yours."),
    N_("Deleted."),
    N_("Saved. It is a draft."),
    N_("Saved. It is in review."),
    N_("Saved. It stays scheduled."),
    N_("Saved. Readers see it within seconds."),
    N_("Saved. Readers do not see it."),
    N_("Saved."),
    N_("Nothing had changed."),
    N_("There is nothing that was not saved."),
)
"""All that says nothing of one thing alone: sentences with a name or a number in them stand in
English, and are marked so."""
