//! Tasks, which only the beta version has: a folder, a task in it, and what is left to do.
//!
//! `cargo run -p tests --example tasks -- URL TOKEN`, or with `OUTLOOK_URL` and `OUTLOOK_TOKEN`.

use std::error::Error;
use std::io::Write;

use outlook_rest::beta::{
    Client, DateTimeTimeZone, Importance, Patch, Task, TaskFolder, TaskStatus, task,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder()
        .base_url(given(1, "OUTLOOK_URL")?)
        .token(given(2, "OUTLOOK_TOKEN")?)
        .build()?;
    run(&client, &mut std::io::stdout()).await
}

pub(crate) async fn run(client: &Client, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let folder = TaskFolder {
        name: Some("Orchard".to_owned()),
        ..TaskFolder::default()
    };
    let folder = client.me().task_folders().create(&folder).await?;
    let folder = client
        .me()
        .task_folders()
        .by_key(folder.id.as_deref().unwrap_or_default());

    for subject in ["Prune the pears", "Sharpen the saw"] {
        let task = Task {
            subject: Some(subject.to_owned()),
            due_date_time: Some(DateTimeTimeZone {
                date_time: Some("2026-02-20T00:00:00".to_owned()),
                time_zone: Some("UTC".to_owned()),
                ..DateTimeTimeZone::default()
            }),
            ..Task::default()
        };
        folder.tasks().create(&task).await?;
    }

    let pears = folder
        .tasks()
        .list()
        .filter(task::SUBJECT.contains("pears"))
        .await?;
    let pears = pears
        .first()
        .and_then(|task| task.id.as_deref())
        .ok_or("no such task")?;
    let pears = client.me().tasks().by_key(pears);
    pears
        .update(Patch::new().set(task::IMPORTANCE, Importance::High))
        .await?;
    for task in &pears.complete().await? {
        writeln!(out, "{:?} is {:?}", task.subject, task.status)?;
    }

    let open = task::STATUS.ne(TaskStatus::Completed);
    let left = client
        .me()
        .tasks()
        .list()
        .filter(open)
        .order_by(task::SUBJECT);
    for task in &left.await? {
        writeln!(
            out,
            "to do: {}",
            task.subject.as_deref().unwrap_or_default()
        )?;
    }
    Ok(())
}

fn given(position: usize, variable: &str) -> Result<String, String> {
    let argument = std::env::args()
        .nth(position)
        .or_else(|| std::env::var(variable).ok());
    argument.ok_or_else(|| format!("give argument {position}, or {variable}"))
}
