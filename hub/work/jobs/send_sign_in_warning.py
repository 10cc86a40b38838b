"""Somebody is told that passwords are tried for their account."""

from uuid import UUID

from db.queries import members as queries
from hub.mail import Mail
from hub.work.declaration import Run, job


@job()
async def send_sign_in_warning(run: Run, account_id: str) -> None:
    """Send the mail that tells of wrong passwords in a row."""
    account = await queries.lock_account(run.request.session, UUID(account_id))
    assert run.hub.mailer is not None, "a command sees to it before it enqueues mail"
    link = f"{run.hub.policy.public_url}/console/reset"
    await run.hub.mailer.send(_mail(account.email, link))


def _mail(to: str, link: str) -> Mail:
    return Mail(
        to,
        "您的帐号多次输错密码 · Wrong passwords for your account",
        "有人连续多次输错您的密码，登录已暂停一段时间。如果不是您本人，请重设密码：\n"
        "Wrong passwords were given for your account many times in a row; nobody can sign in to it"
        f" for a while. If it was not you, set another password:\n\n{link}\n",
    )
