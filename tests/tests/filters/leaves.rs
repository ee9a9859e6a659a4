//! Properties of messages, events and contacts into what conditions begin with.

use std::rc::Rc;

use outlook_rest::odata_runtime::query::Expression;
use outlook_rest::odata_runtime::{Enumeration, Literal, Path};
use outlook_rest::v2_0::{
    Attendee, Contact, EmailAddress, Event, Location, MailTipsType, Message, Recipient, attendee,
    contact, email_address, event, followup_flag, geo_coordinates, location, message,
    physical_address, recipient, response_status,
};
use tests::random::Choices;

use crate::grow::{self, Condition, equality};
use crate::pair::{Grown, Leaves, Pair};

/// What conditions on messages begin with.
pub(crate) fn message() -> Leaves<Message, ()> {
    let mut leaves = Leaves::new();
    let from = message::FROM.get(recipient::EMAIL_ADDRESS);
    let sender = |it: &Message| it.from.clone()?.email_address;
    leaves.texts = vec![
        Pair::new(message::SUBJECT, |it: &Message, _| it.subject.clone()),
        Pair::new(beyond("BodyPreview"), |it: &Message, _| {
            it.body_preview.clone()
        }),
        Pair::new(from.clone().get(email_address::ADDRESS), move |it, _| {
            sender(it)?.address
        }),
        Pair::new(from.get(email_address::NAME), move |it, _| sender(it)?.name),
    ];
    leaves.flags = vec![
        Pair::new(message::IS_READ, |it: &Message, _| it.is_read),
        Pair::new(message::IS_DRAFT, |it: &Message, _| it.is_draft),
    ];
    leaves.counts = vec![Pair::new(message::CATEGORIES.count(), |it: &Message, _| {
        count(&it.categories)
    })];
    leaves.moments = vec![
        Pair::new(message::RECEIVED_DATE_TIME, |it: &Message, _| {
            it.received_date_time
        }),
        Pair::new(message::SENT_DATE_TIME, |it: &Message, _| it.sent_date_time),
    ];
    let flag_status = message::FLAG.get(followup_flag::FLAG_STATUS);
    leaves.others = vec![
        member(Pair::new(message::IMPORTANCE, |it: &Message, _| {
            it.importance.clone()
        })),
        member(Pair::new(flag_status, |it: &Message, _| {
            it.flag.clone()?.flag_status
        })),
        items(
            message::CATEGORIES.into(),
            |it: &Message| it.categories.clone(),
            texts,
            message,
        ),
        items(
            beyond("ToRecipients"),
            |it: &Message| it.to_recipients.clone(),
            recipients,
            message,
        ),
        Rc::new(|choices, _| tips(choices)),
    ];
    leaves
}

/// A property of which the metadata says that it cannot be filtered by, which the service here does all the same.
fn beyond<O, T>(name: &str) -> Expression<O, T> {
    Path::dynamic(name).into()
}

/// Flags in a property that the model does not have.
fn tips(choices: &mut Choices) -> Condition<Message, ()> {
    let wanted = match choices.below(3) {
        0 => MailTipsType::AUTOMATIC_REPLIES,
        1 => MailTipsType::MAX_MESSAGE_SIZE,
        _ => MailTipsType::AUTOMATIC_REPLIES | MailTipsType::MAX_MESSAGE_SIZE,
    };
    let path: Path<Message, MailTipsType> = Path::dynamic("Tips");
    let text = path.has(wanted.clone());
    Pair::new(text, move |it: &Message, _| {
        let tips: Option<Option<MailTipsType>> = it.odata.get("Tips").expect("these are tips");
        Some(tips??.contains(&wanted))
    })
}

/// What conditions on events begin with.
pub(crate) fn event() -> Leaves<Event, ()> {
    let mut leaves = Leaves::new();
    let latitude = event::LOCATION
        .get(location::COORDINATES)
        .get(geo_coordinates::LATITUDE);
    leaves.texts = vec![
        Pair::new(event::SUBJECT, |it: &Event, _| it.subject.clone()),
        Pair::new(
            event::LOCATION.get(location::DISPLAY_NAME),
            |it: &Event, _| it.location.clone()?.display_name,
        ),
    ];
    leaves.flags = vec![
        Pair::new(event::IS_ALL_DAY, |it: &Event, _| it.is_all_day),
        Pair::new(event::IS_CANCELLED, |it: &Event, _| it.is_cancelled),
    ];
    leaves.integers = vec![Pair::new(
        beyond("ReminderMinutesBeforeStart"),
        |it: &Event, _| it.reminder_minutes_before_start.map(i64::from),
    )];
    leaves.counts = vec![Pair::new(event::LOCATIONS.count(), |it: &Event, _| {
        count(&it.locations)
    })];
    leaves.doubles = vec![Pair::new(latitude, |it: &Event, _| {
        it.location.clone()?.coordinates?.latitude
    })];
    leaves.moments = vec![Pair::new(event::ORIGINAL_START, |it: &Event, _| {
        it.original_start
    })];
    leaves.others = vec![
        member(Pair::new(event::SHOW_AS, |it: &Event, _| {
            it.show_as.clone()
        })),
        items(
            beyond("Categories"),
            |it: &Event| it.categories.clone(),
            texts,
            event,
        ),
        items(
            beyond("Attendees"),
            |it: &Event| it.attendees.clone(),
            attendees,
            event,
        ),
        items(
            event::LOCATIONS.into(),
            |it: &Event| it.locations.clone(),
            locations,
            event,
        ),
    ];
    leaves
}

/// What conditions on contacts begin with.
pub(crate) fn contact() -> Leaves<Contact, ()> {
    let mut leaves = Leaves::new();
    leaves.texts = vec![
        Pair::new(contact::DISPLAY_NAME, |it: &Contact, _| {
            it.display_name.clone()
        }),
        Pair::new(contact::SURNAME, |it: &Contact, _| it.surname.clone()),
        Pair::new(
            contact::HOME_ADDRESS.get(physical_address::CITY),
            |it: &Contact, _| it.home_address.clone()?.city,
        ),
    ];
    leaves.counts = vec![Pair::new(contact::CHILDREN.count(), |it: &Contact, _| {
        count(&it.children)
    })];
    leaves.moments = vec![Pair::new(contact::BIRTHDAY, |it: &Contact, _| it.birthday)];
    leaves.others = vec![
        items(
            contact::CHILDREN.into(),
            |it: &Contact| it.children.clone(),
            texts,
            contact,
        ),
        items(
            beyond("BusinessPhones"),
            |it: &Contact| it.business_phones.clone(),
            texts,
            contact,
        ),
        items(
            beyond("EmailAddresses"),
            |it: &Contact| it.email_addresses.clone(),
            addresses,
            contact,
        ),
    ];
    leaves
}

fn count<T>(items: &[T]) -> Option<i64> {
    i64::try_from(items.len()).ok()
}

/// A condition on a member of an enumeration.
fn member<O: 'static, I: 'static, E>(one: Pair<O, I, E, E>) -> Grown<O, I>
where
    E: Enumeration + Literal + 'static,
{
    Rc::new(move |choices, _| {
        let members: Vec<E> = E::members()
            .iter()
            .map(|(_, _, member)| member.clone())
            .collect();
        let fixed = choices.one(&members).clone();
        if choices.one_in(3) {
            let others: Vec<E> = choices.many(1, 3, |choices| choices.one(&members).clone());
            let text = one.text().is_in(others.clone());
            let one = one.clone();
            return Pair::new(text, move |owner, item| {
                Some(
                    one.value(owner, item)
                        .is_some_and(|one| others.contains(&one)),
                )
            });
        }
        let literal = Pair::new(Expression::literal(fixed.clone()), move |_, _| {
            Some(fixed.clone())
        });
        equality(choices, &one, &literal)
    })
}

/// What an item adds to what a condition on it begins with.
type OfItem<O, E> = fn(Expression<O, E>, Leaves<O, E>) -> Leaves<O, E>;

/// A condition on the items of a collection, in which the values of the owner may stand, too.
fn items<O: 'static, E: 'static>(
    collection: Expression<O, Vec<E>>,
    all: fn(&O) -> Vec<E>,
    leaves: OfItem<O, E>,
    owner: fn() -> Leaves<O, ()>,
) -> Grown<O, ()> {
    Rc::new(move |choices, depth| {
        if choices.one_in(6) {
            return Pair::new(collection.is_not_empty(), move |owner, _| {
                Some(!all(owner).is_empty())
            });
        }
        let is_any = choices.one_in(2);
        let mut made = None;
        let condition = |item: Expression<O, E>| {
            let beside = match choices.one_in(3) {
                true => owner().beside(),
                false => Leaves::new(),
            };
            let condition = grow::condition(choices, &leaves(item, beside), depth.min(2));
            let text = condition.text();
            made = Some(condition);
            text
        };
        let text = match is_any {
            true => collection.any(condition),
            false => collection.all(condition),
        };
        let condition = made.expect("a condition is made once");
        Pair::new(text, move |owner, _| {
            let items = all(owner);
            let mut items = items.iter();
            let holds = |item: &E| condition.value(owner, item) == Some(true);
            Some(if is_any {
                items.any(holds)
            } else {
                items.all(holds)
            })
        })
    })
}

fn texts<O: 'static>(
    item: Expression<O, String>,
    mut leaves: Leaves<O, String>,
) -> Leaves<O, String> {
    leaves
        .texts
        .push(Pair::new(item, |_, item: &String| Some(item.clone())));
    leaves
}

fn addresses<O: 'static>(
    item: Expression<O, EmailAddress>,
    mut leaves: Leaves<O, EmailAddress>,
) -> Leaves<O, EmailAddress> {
    leaves.texts.push(Pair::new(
        item.get(email_address::ADDRESS),
        |_, item: &EmailAddress| item.address.clone(),
    ));
    leaves.texts.push(Pair::new(
        item.get(email_address::NAME),
        |_, item: &EmailAddress| item.name.clone(),
    ));
    leaves
}

fn recipients<O: 'static>(
    item: Expression<O, Recipient>,
    mut leaves: Leaves<O, Recipient>,
) -> Leaves<O, Recipient> {
    let address = item
        .get(recipient::EMAIL_ADDRESS)
        .get(email_address::ADDRESS);
    leaves.texts.push(Pair::new(address, |_, item: &Recipient| {
        item.email_address.clone()?.address
    }));
    leaves
}

fn attendees<O: 'static>(
    item: Expression<O, Attendee>,
    mut leaves: Leaves<O, Attendee>,
) -> Leaves<O, Attendee> {
    let status = item.get(attendee::STATUS);
    let time = status.get(response_status::TIME);
    leaves.moments.push(Pair::new(time, |_, item: &Attendee| {
        item.status.clone()?.time
    }));
    let response = Pair::new(
        status.get(response_status::RESPONSE),
        |_, item: &Attendee| item.status.clone()?.response,
    );
    leaves.others.push(member(response));
    leaves
}

fn locations<O: 'static>(
    item: Expression<O, Location>,
    mut leaves: Leaves<O, Location>,
) -> Leaves<O, Location> {
    leaves.texts.push(Pair::new(
        item.get(location::DISPLAY_NAME),
        |_, item: &Location| item.display_name.clone(),
    ));
    let latitude = item
        .get(location::COORDINATES)
        .get(geo_coordinates::LATITUDE);
    leaves
        .doubles
        .push(Pair::new(latitude, |_, item: &Location| {
            item.coordinates.clone()?.latitude
        }));
    leaves
}
