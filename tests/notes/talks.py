"""Three short talks written by hand for the tests: a visit, a phone call with no names given, and a carer who
is worn out.
"""

from scribe.notes.material import Material
from scribe.visit import Person, PersonId, Role
from tests.notes.people import ADAM, BEGUM, JO, turns

VISIT = Material(
    (BEGUM, ADAM, JO),
    turns(
        ("S3", "Hello, Mrs Begum. Is it all right if I record this?"),
        ("S1", "Yes, that's fine."),
        ("S3", "Tell me about your fall."),
        ("S1", "I slipped in the bathroom on Tuesday. No, sorry, it was Wednesday."),
        ("S3", "Are you managing your meals?"),
        ("S1", "No, mostly toast."),
        ("S3", "Have you had any other falls?"),
        ("S1", "No."),
        ("S1", "I thought about taking all my tablets at once."),
        ("S1", "I want to stay in my own home. I don't want a stranger to wash me."),
        ("S2", "I found her on the floor when I came home."),
        ("S2", "I pay her rent. The gas bill was £90."),
        ("S1", "I wash at the sink. I cannot get into the bath."),
        ("S3", "I'll ring the GP on Friday."),
        ("S2", "I will bring a box for the tablets tomorrow."),
        ("S3", "Thank you. Bye bye."),
    ),
)
PHONE = Material(
    (Person(PersonId("S1"), "Speaker 1", Role.OTHER), Person(PersonId("S2"), "Speaker 2", Role.OTHER)),
    turns(
        ("S1", "Hello, how can I help?"),
        ("S2", "I'm ringing about my neighbour, Mr Patel. I haven't seen him since Tuesday."),
        ("S1", "Do you have a key?"),
        ("S2", "No. I used to have one but he took it back."),
        ("S2", "He fell twice last month, no, sorry, three times."),
        ("S2", "If he doesn't answer I can't go in."),
        ("", "I never took his money."),
        ("S1", "I'll ask the police to visit today."),
    ),
)
CARER = Material(
    (
        Person(PersonId("a"), "Mrs Ivy Cole", Role.PERSON, "she"),
        Person(PersonId("b"), "Dawn Cole", Role.FAMILY, "she"),
        Person(PersonId("c"), "Sam Okoro", Role.WORKER, "he"),
    ),
    turns(
        ("b", "Mum doesn't take her tablets."),
        ("a", "I never did."),
        ("c", "Do you feel safe at home?"),
        ("b", "No, she isn't."),
        ("c", "Would you like me to arrange a visit from the falls nurse?"),
        ("a", "Yes please."),
        ("b", "I'm exhausted. My brother Mark shouts at her."),
        ("a", "I'd rather die. I put the kettle in the fridge."),
        ("a", "It was thirty pounds. No, I tell a lie, it was fifty."),
        ("c", "I'm going to refer you to the falls team by next Monday."),
    ),
)
ALL = (VISIT, PHONE, CARER)
