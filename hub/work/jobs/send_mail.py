"""Mail with a token in it: the token is made here, so that none lies in a queue."""

from datetime import timedelta
from uuid import UUID

from db.queries import parties
from hub.commands.members import issue_invitation_token
from hub.commands.passwords import issue_password_reset_token
from hub.mail import Mail
from hub.work.declaration import Run, job


@job(pause_max=timedelta(minutes=10))
async def send_invitation(run: Run, invitation_id: str) -> None:
    """Send somebody the link by which to join a party; a second mail makes the first worthless."""
    issued = await issue_invitation_token(run.request, UUID(invitation_id))
    if issued is None:
        return
    invitation, token = issued
    party = await parties.party_to_ask(run.request.session, invitation.party_id)
    assert party is not None
    link = f"{run.hub.policy.public_url}/console/accept?token={token}"
    await _send(run, invitation_mail(invitation.email, party.name, invitation.role, link))


@job(pause_max=timedelta(minutes=10))
async def send_password_reset(run: Run, reset_id: str) -> None:
    """Send somebody the link by which to set another password."""
    issued = await issue_password_reset_token(run.request, UUID(reset_id))
    if issued is None:
        return
    account, token = issued
    link = f"{run.hub.policy.public_url}/console/reset?token={token}"
    await _send(run, password_reset_mail(account.email, link))


async def _send(run: Run, mail: Mail) -> None:
    assert run.hub.mailer is not None, "a command sees to it before it enqueues mail"
    await run.hub.mailer.send(mail)


def invitation_mail(to: str, party: str, role: str, link: str) -> Mail:
    """Asks somebody to join a party, in Chinese and English."""
    return Mail(
        to,
        f"{party} 邀请您加入 · {party} invites you",
        f"{party} 邀请您以 {role} 身份加入供应链平台。请在七天内打开下面的链接：\n"
        f"{party} invites you to act for it on the supply-chain hub, as {role.lower()}."
        f" Open this link within seven days:\n\n{link}\n\n"
        "如果您不认识对方，请忽略本邮件。\nIf you do not know them, there is nothing to do.\n",
    )


def password_reset_mail(to: str, link: str) -> Mail:
    """Lets somebody set another password, in Chinese and English."""
    return Mail(
        to,
        "重设密码 · Set a new password",
        "请在一小时内打开下面的链接，设置新密码：\n"
        f"Open this link within an hour to set a new password:\n\n{link}\n\n"
        "如果您没有提出请求，请忽略本邮件，密码不会改变。\n"
        "If you did not ask for it, there is nothing to do; your password stays as it is.\n",
    )
