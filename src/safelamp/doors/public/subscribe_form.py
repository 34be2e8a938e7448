"""What a newsletter's reader fills in, in the reader's language, which the screens may not have."""

from collections.abc import Mapping

from django import forms
from django.http import QueryDict

from safelamp.ground.post.mailboxes import LONGEST, Fault, Mailbox, NotAnAddress, mailbox
from safelamp.record.publishing.tongues import LANGUAGES, Tongue

FAULTS: Mapping[Fault, str] = {
    Fault.SHAPE: "Write an e-mail address like name@example.org.",
    Fault.LONG: "This address is too long. Check it.",
    Fault.LETTERS: "Before the @, use plain letters from a to z: not all mail servers take others.",
    Fault.DOMAIN: "Mail cannot go to what stands behind the @. Check it.",
}
_FAR_TOO_LONG = 2_000  # what is longer is not even looked at


class _Spoken(forms.Form):
    """A form that speaks one of the newsletters' languages."""

    def __init__(self, data: QueryDict | None, *, say: Tongue) -> None:
        super().__init__(data)
        self.say = say
        self._ask()

    def _ask(self) -> None:
        """Adds the questions."""

    def _ask_address(self) -> None:
        field = forms.CharField(
            label=self.say.say("Your e-mail address"),
            max_length=_FAR_TOO_LONG,
            widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "field", "dir": "ltr"}),
            error_messages={
                "required": self.say.say(FAULTS[Fault.SHAPE]),
                "max_length": self.say.say(FAULTS[Fault.LONG]),
                "null_characters_not_allowed": self.say.say(FAULTS[Fault.SHAPE]),
            },
        )
        field.widget.attrs["maxlength"] = LONGEST
        self.fields["address"] = field

    def _ask_language(self) -> None:
        self.fields["language"] = forms.ChoiceField(
            label=self.say.say("Language of the mails"),
            choices=list(LANGUAGES.items()),
            initial=self.say.language,
            widget=forms.Select(attrs={"class": "field"}),
            error_messages=dict.fromkeys(("required", "invalid_choice"), self.say.say("Choose one of the languages.")),
        )

    def clean_address(self) -> str:
        """Keeps the mailbox beside the text."""
        try:
            self.mailbox: Mailbox = mailbox(str(self.cleaned_data["address"]))
        except NotAnAddress as refused:
            raise forms.ValidationError(self.say.say(FAULTS[refused.fault])) from None
        return self.mailbox.address


class SubscribeForm(_Spoken):
    """An address and a language."""

    def _ask(self) -> None:
        self._ask_address()
        self._ask_language()


class LanguageForm(_Spoken):
    """Another language."""

    def _ask(self) -> None:
        self._ask_language()


class ForgetForm(_Spoken):
    """The address, to show that it is one's own."""

    def _ask(self) -> None:
        self._ask_address()
