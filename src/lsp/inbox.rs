//! The messages that have come and wait for their turn.

use std::collections::VecDeque;
use std::thread;
use std::time::Instant;

use crossbeam_channel::{Receiver, RecvTimeoutError, TryRecvError, unbounded};
use lsp_server::{Message, RequestId};

/// Messages in the order in which they came. They are taken from the wire as they come, whatever
/// else is going on.
pub(super) struct Inbox {
    incoming: Receiver<Message>,
    waiting: VecDeque<Message>,
    closed: bool,
}

impl Inbox {
    pub(super) fn new(wire: Receiver<Message>) -> Self {
        let (sender, incoming) = unbounded();
        // It ends with the wire.
        thread::spawn(move || wire.into_iter().try_for_each(|message| sender.send(message)));
        Inbox { incoming, waiting: VecDeque::new(), closed: false }
    }

    /// The next message, if one is there.
    pub(super) fn next(&mut self) -> Option<Message> {
        loop {
            match self.incoming.try_recv() {
                Ok(message) => self.waiting.push_back(message),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => {
                    self.closed = true;
                    break;
                }
            }
        }
        self.waiting.pop_front()
    }

    /// Waits for a message until `deadline`, or for as long as it takes.
    pub(super) fn wait(&mut self, deadline: Option<Instant>) {
        let message = match deadline {
            Some(deadline) => self.incoming.recv_deadline(deadline),
            None => self.incoming.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match message {
            Ok(message) => self.waiting.push_back(message),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => self.closed = true,
        }
    }

    /// True where no message will come any more.
    pub(super) fn is_closed(&self) -> bool {
        self.closed && self.waiting.is_empty()
    }

    /// True where a message that waits calls the request `id` off.
    pub(super) fn calls_off(&self, id: &RequestId) -> bool {
        self.waiting.iter().any(|message| match message {
            Message::Notification(notification) => called_off(notification).as_ref() == Some(id),
            _ => false,
        })
    }
}

/// The request that `notification` calls off, if it does.
pub(super) fn called_off(notification: &lsp_server::Notification) -> Option<RequestId> {
    let id = notification.params.get("id").filter(|_| notification.method == "$/cancelRequest")?;
    serde_json::from_value(id.clone()).ok()
}
