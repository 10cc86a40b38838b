"""Somebody is sent the link by which to join a party."""

from uuid import UUID

from db.queries import parties
from hub.commands.members import issue_invitation_token
from hub.mail import Mail
from hub.work.declaration import Run, job


@job()
async def send_invitation(run: Run, invitation_id: str) -> None:
    """Send the mail of an invitation; a second one makes the first one's link worthless.

    The token is made here, so that none lies in a queue.
    """
    issued = await issue_invitation_token(run.request, UUID(invitation_id))
    if issued is None:
        return
    invitation, token = issued
    party = await parties.party_to_ask(run.request.session, invitation.party_id)
    assert party is not None
    assert run.hub.mailer is not None, "a command sees to it before it enqueues mail"
    link = f"{run.hub.policy.public_url}/console/accept?token={token}"
    await run.hub.mailer.send(_mail(invitation.email, party.name, invitation.role, link))


def _mail(to: str, party: str, role: str, link: str) -> Mail:
    return Mail(
        to,
        f"{party} 邀请您加入 · {party} invites you",
        f"{party} 邀请您以 {role} 身份加入供应链平台。请在七天内打开下面的链接：\n"
        f"{party} invites you to act for it on the supply-chain hub, as {role.lower()}."
        f" Open this link within seven days:\n\n{link}\n\n"
        "如果您不认识对方，请忽略本邮件。\nIf you do not know them, there is nothing to do.\n",
    )
