/// What people write short in a chat, with what it stands for. Only of words that the desk's own
/// texts do not have: `acc` may be a part that it sells. A letter by itself is no word of a text.
enum ShortForms {
    /// Words in small letters without marks, and the words that they stand for.
    static let english = table(
        """
        u you;ur your;r are;n and;pls please;plz please;plss please;thx thanks;thnx thanks;tnx thanks;
        ty thanks;tks thanks;im i 'm;ive i 've;youre you 're;youve you 've;theyre they 're;
        weve we 've;wheres where 's;whats what 's;hows how 's;whos who 's;whens when 's;whys why 's;
        thats that 's;theres there 's;heres here 's;lets let 's;wat what;wht what;wut what;wen when;
        wher where;wich which;whic which;y why;bc because;cuz because;coz because;cos because;
        becuz because;tho though;thru through;til until;till until;w with;wit with;abt about;
        wanna want to;gonna going to;gotta got to;gimme give me;lemme let me;dunno do n't know;
        idk do n't know;kinda kind of;hafta have to;shoulda should have;coulda could have;
        tmrw tomorrow;tmr tomorrow;tomoz tomorrow;tmw tomorrow;tdy today;yday yesterday;
        yest yesterday;wk week;wks weeks;mth month;mths months;yr year;yrs years;hrs hours;hr hour;
        min minutes;mins minutes;mon monday;tues tuesday;thurs thursday;
        msg message;msgs messages;pw password;pwd password;pswd password;passwd password;
        acc account;acct account;accnt account;addr address;adr address;qty quantity;amt amount;
        num number;nr number;tel phone;ph phone;fone phone;mob mobile;
        del delivery;deliv delivery;pkg package;pkgs packages;pckg package;inv invoice;
        conf confirmation;info information;infos information;pic picture;pics pictures;
        sth something;smth something;smthing something;sum some;ppl people;bday birthday;
        shud should;cud could;wud would;wld would;cld could;shld should;dat that;dis this;da the;
        dem them;gud good;luv love;nite night;rite right;em them;ya you;yall you;
        asap soon;rn now;atm now;prob problem;probs problem;fav favourite;cust customer;
        bcs because;usu usually;def definitely;approx about;avail available
        """)

    /// First letters of words in pinyin that customers of shops write, and the words.
    static let chinese = table(
        """
        dd 订单;ddh 订单号;kd 快递;wl 物流;kf 客服;rg 人工;tk 退款;th 退货;hh 换货;fp 发票;yf 运费;
        yj 邮件;yx 邮箱;yhq 优惠券;yhj 优惠券;jf 积分;zh 账号;mm 密码;dz 地址;sj 手机;zfb 支付宝;
        wx 微信;xyk 信用卡;lpk 礼品卡;hyk 会员卡;bx 保修;wsm 为什么;zm 怎么;zmb 怎么办;xx 谢谢
        """)

    private static func table(_ source: String) -> [String: [String]] {
        var table: [String: [String]] = [:]
        for entry in source.split(separator: ";") {
            let words = entry.split(whereSeparator: \.isWhitespace).map(String.init)
            if let short = words.first { table[short] = Array(words.dropFirst()) }
        }
        return table
    }
}
