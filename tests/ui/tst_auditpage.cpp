// The audit and the documentation in the window: what they show of a misconfigured stack, and that one
// leads to the other.

#include "audit/auditrule.h"
#include "auditmodel.h"
#include "replayedshop.h"
#include "reviewfile.h"
#include "rule.h"
#include "runbook.h"
#include "textlabel.h"
#include "workstation/auditpage.h"
#include "workstation/learnpage.h"
#include "workstation/mainwindow.h"
#include "workstation/reviewdialog.h"
#include "workstation/workstation.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QTextBrowser>

#include <algorithm>

using namespace spillway;

namespace {

QPushButton *buttonOf(const QWidget &page, const QString &text) {
    for (QPushButton *button : page.findChildren<QPushButton *>())
        if (button->text() == text)
            return button;
    return nullptr;
}

// Of whom it is and what was seen, once per row of the rule.
QString findingOf(const AuditPage &page, const QString &rule) {
    const QAbstractItemModel *model = page.findChild<QTableView *>()->model();
    QString found;
    for (int row = 0; row < model->rowCount(); ++row)
        if (model->index(row, AuditModel::Rule).data().toString() == rule)
            found += model->index(row, AuditModel::Subject).data().toString() +
                     model->index(row, AuditModel::Observed).data().toString();
    return found;
}

QString textOf(const QWidget &page) {
    QStringList texts;
    for (const TextLabel *label : page.findChildren<TextLabel *>())
        texts << label->text();
    return texts.join(u'\n');
}

// Types into the fields of the dialog, from above, and presses OK.
void answer(const QWidget &page, const QStringList &answers) {
    ReviewDialog *dialog = nullptr;
    for (auto *one : page.findChildren<ReviewDialog *>()) // the last one may wait for its end
        if (one->isVisible())
            dialog = one;
    QVERIFY(dialog);
    int next = 0;
    for (QLineEdit *field : dialog->findChildren<QLineEdit *>())
        field->setProperty("place", dialog->findChild<QFormLayout *>()->indexOf(field));
    QList<QLineEdit *> fields;
    for (QLineEdit *field : dialog->findChildren<QLineEdit *>())
        if (field->property("place").toInt() >= 0)
            fields << field;
    std::sort(fields.begin(), fields.end(), [](const QLineEdit *a, const QLineEdit *b) {
        return a->property("place").toInt() < b->property("place").toInt();
    });
    QCOMPARE(fields.size(), answers.size());
    for (QLineEdit *field : fields) {
        field->clear();
        QTest::keyClicks(field, answers[next++]);
    }
    QTest::mouseClick(dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok), Qt::LeftButton);
}

} // namespace

class TestAuditPage : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { m_shop.runTo(shopTime(10, 0)); }
    void showsTheChangedSetting();
    void judgesAReplayByAllOfIt();
    void saysWhyARecordingCannotBeJudged();
    void copiesTheCommand();
    void leadsToTheTopic();
    void everyTopicThatIsNamedIsThere();
    void everyPlaceholderIsFilledIn();
    void searches();
    void namesAreNotMarkup();
    void isAcceptedAndSignedOff();
    void refusesWhatIsNoAnswer();
    void isNotWrittenOverAFileThatCannotBeRead();

private:
    WatchedShop m_shop{cutOfMemory(shopTime(9, 50))};
};

void TestAuditPage::showsTheChangedSetting() {
    WatchedShop shop{cutOfMemory(shopTime(9, 36))};
    AuditPage page(shop.session(), Theme::dark());
    shop.runTo(shopTime(9, 40));
    page.refresh();
    const QString found = findingOf(page, QStringLiteral("R23"));
    QVERIFY2(found.contains(u"cache-1") && found.contains(u"maxmemory"), qPrintable(found));
    // The worst is chosen, with its reasons.
    const QString details = page.findChild<QTextBrowser *>()->toPlainText();
    QVERIFY2(details.contains(u"Why") && details.contains(u"Source"), qPrintable(details));
}

// The player stands at the beginning, the change comes later.
void TestAuditPage::judgesAReplayByAllOfIt() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("shop.spill"));
    QVERIFY(recordShop(path, cutOfMemory(shopTime(9, 36)), shopTime(9, 40)));
    ReplayedShop replay(path);
    AuditPage page(replay.session(), Theme::dark());
    page.refresh();
    QTRY_VERIFY_WITH_TIMEOUT(findingOf(page, QStringLiteral("R23")).contains(u"maxmemory"), 60'000);
}

void TestAuditPage::saysWhyARecordingCannotBeJudged() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("shop.spill"));
    QVERIFY(recordShop(path, cutOfMemory(shopTime(9, 36)), shopTime(9, 31)));
    ReplayedShop replay(path);
    QVERIFY(QFile::remove(path));
    AuditModel model(&replay.session());
    model.judge();
    QVERIFY(!model.summary().isEmpty());
    QTRY_VERIFY2(model.summary().contains(path), qPrintable(model.summary()));
}

void TestAuditPage::copiesTheCommand() {
    AuditPage page(m_shop.session(), Theme::dark());
    page.refresh();
    QApplication::clipboard()->clear();
    buttonOf(page, QStringLiteral("Copy command"))->click();
    QVERIFY(!QApplication::clipboard()->text().isEmpty());
}

void TestAuditPage::leadsToTheTopic() {
    MainWindow window(&m_shop.session(), Theme::dark());
    window.show();
    window.workstation()->refreshNow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(&window, Qt::Key_5, Qt::ControlModifier);
    const auto *audit = window.findChild<AuditPage *>();
    QTRY_VERIFY(audit->isVisible());
    QTest::keyClick(&window, Qt::Key_H);
    const auto *learn = window.findChild<LearnPage *>();
    QTRY_VERIFY(learn->isVisible());
    QVERIFY(learn->findChild<QTextBrowser *>()->toPlainText().startsWith(u"Eviction policy and size"));
}

void TestAuditPage::everyTopicThatIsNamedIsThere() {
    const QStringList topics = LearnPage(m_shop.session(), Theme::dark()).topics();
    QVERIFY(topics.size() >= 13);
    for (const AuditRule *rule : auditRules())
        QVERIFY2(topics.contains(QLatin1String(rule->topic)), rule->topic);
    for (const Rule &rule : builtInRules())
        QVERIFY2(topics.contains(rule.runbook), qPrintable(rule.runbook));
    for (int cause = 0; cause <= static_cast<int>(Cause::OtherClients); ++cause) {
        Verdict verdict;
        verdict.cause = static_cast<Cause>(cause);
        QVERIFY2(topics.contains(topicOf(verdict)), qPrintable(topicOf(verdict)));
    }
}

void TestAuditPage::everyPlaceholderIsFilledIn() {
    LearnPage page(m_shop.session(), Theme::dark());
    page.setStack(0);
    for (const QString &topic : page.topics()) {
        page.showTopic(topic);
        const QString text = page.findChild<QTextBrowser *>()->toPlainText();
        QVERIFY2(!text.contains(u'{'), qPrintable(topic));
        QVERIFY2(!text.contains(u'|'), qPrintable(topic)); // a table is drawn as one
        QVERIFY2(text.contains(u"Source"), qPrintable(topic));
    }
    page.showTopic(QStringLiteral("reading-the-verdict"));
    QVERIFY(page.findChild<QTextBrowser *>()->toPlainText().contains(u"checkout"));
}

void TestAuditPage::searches() {
    LearnPage page(m_shop.session(), Theme::dark());
    page.findChild<QLineEdit *>()->setText(QStringLiteral("XFetch"));
    QCOMPARE(page.topics(), QStringList{QStringLiteral("stampede")});
    QVERIFY(page.findChild<QTextBrowser *>()->toPlainText().startsWith(u"Stampede"));
    page.findChild<QLineEdit *>()->setText(QStringLiteral("nothing of the kind"));
    QVERIFY(page.topics().isEmpty());
}

void TestAuditPage::namesAreNotMarkup() {
    Configuration configuration = m_shop.session().configuration();
    configuration.stacks[0].name = QStringLiteral("**<b>{misses}");
    const Engine engine(configuration);
    QCOMPARE(filledIn(QStringLiteral("{stack} {misses} {nonsense}"), engine, 0),
             QStringLiteral("\\*\\*\\<b\\>\\{misses\\} unknown unknown"));
}

void TestAuditPage::isAcceptedAndSignedOff() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("shop.review"));
    WatchedShop shop{cutOfMemory(shopTime(9, 36))};
    shop.session().setReviewFile(path);
    AuditPage page(shop.session(), Theme::dark());
    page.resize(1200, 700);
    page.show();
    shop.runTo(shopTime(9, 40));
    page.refresh();
    QVERIFY(textOf(page).contains(u"Never reviewed."));

    QTest::mouseClick(buttonOf(page, QStringLiteral("Accept…")), Qt::LeftButton);
    answer(page,
           {QStringLiteral("it is being replaced"), QStringLiteral("ada"), QStringLiteral("2024-06-30")});
    QVERIFY(buttonOf(page, QStringLiteral("Accept no longer")));
    QVERIFY(page.findChild<QTextBrowser *>()->toPlainText().contains(
        u"until 2024-06-30 by ada: it is being replaced"));

    QTest::mouseClick(buttonOf(page, QStringLiteral("Sign off…")), Qt::LeftButton);
    answer(page, {QStringLiteral("all seen"), QStringLiteral("ada"), QStringLiteral("sam"),
                  QStringLiteral("2024-03-04")});
    QVERIFY2(textOf(page).contains(
                 u"Reviewed 2024-03-03 by ada. The next one is due 2024-03-04, sam. Comment: all seen"),
             qPrintable(textOf(page)));
    const Outcome<Review> kept = loadReview(path);
    QVERIFY2(kept.ok(), kept.ok() ? "" : qPrintable(kept.failure().what));
    QCOMPARE(kept->owner, QStringLiteral("sam"));
    const auto accepted = std::count_if(kept->findings.begin(), kept->findings.end(),
                                        [](const Finding &finding) { return finding.accepted.has_value(); });
    QCOMPARE(accepted, std::ptrdiff_t(1));

    // Another page on the same file, two days later, begins there.
    WatchedShop later{cutOfMemory(shopTime(9, 36))};
    later.session().setReviewFile(path);
    Review overdue = *kept;
    overdue.due = QStringLiteral("2024-03-02");
    QVERIFY(!saveReview(path, overdue));
    AuditPage again(later.session(), Theme::dark());
    later.runTo(shopTime(9, 40));
    again.refresh();
    QVERIFY2(textOf(again).contains(u"OVERDUE"), qPrintable(textOf(again)));
    QVERIFY2(textOf(again).contains(u"1 accepted, 0 new and 0 gone"), qPrintable(textOf(again)));
}

void TestAuditPage::refusesWhatIsNoAnswer() {
    const QTemporaryDir folder;
    WatchedShop shop{cutOfMemory(shopTime(9, 36))};
    shop.session().setReviewFile(folder.filePath(QStringLiteral("shop.review")));
    AuditPage page(shop.session(), Theme::dark());
    page.show();
    shop.runTo(shopTime(9, 40));
    page.refresh();
    buttonOf(page, QStringLiteral("Accept…"))->click();
    answer(page, {QString(), QStringLiteral("ada"), QStringLiteral("2024-06-30")});
    answer(page, {QStringLiteral("why not"), QStringLiteral("ada"), QStringLiteral("some day")});
    QVERIFY(page.findChild<ReviewDialog *>()->isVisible());
    QVERIFY(!QFile::exists(shop.session().reviewFile()));
}

void TestAuditPage::isNotWrittenOverAFileThatCannotBeRead() {
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("shop.review")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("<<<<<<< ours\n");
    file.close();
    WatchedShop shop{cutOfMemory(shopTime(9, 36))};
    shop.session().setReviewFile(file.fileName());
    AuditPage page(shop.session(), Theme::dark());
    page.show();
    shop.runTo(shopTime(9, 40));
    page.refresh();
    QVERIFY2(textOf(page).contains(u"cannot be read: line 1"), qPrintable(textOf(page)));
    buttonOf(page, QStringLiteral("Sign off…"))->click();
    answer(page, {QStringLiteral("all seen"), QStringLiteral("ada"), QStringLiteral("sam"),
                  QStringLiteral("2024-06-30")});
    QVERIFY2(textOf(page).contains(u"Not kept"), qPrintable(textOf(page)));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("<<<<<<< ours\n"));
}

QTEST_MAIN(TestAuditPage)
#include "tst_auditpage.moc"
