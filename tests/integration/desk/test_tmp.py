from tests.support.desk import Desk
def test_x(stack):
    d=Desk(stack).as_("ann")
    p=d.get("/desk/stories/new")
    print(p.path,p.status,p.headers)
    print(p.body[:6000] if p.status!=200 else p.buttons)
    q=p.submit("Save draft", title="Harbour", body="One.\n\nTwo.", section="News")
    print(q.status,q.text[:600])
    r=q.submit("Save draft", body="One.\n\nTwo two.")
    print(r.status,r.text[:300])
