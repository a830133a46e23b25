"""Sentences about plugins: what is wrong with one, and which one it is."""

from typing import Final

from reviewhub.edge.language.translatable import N_

PLUGIN_SENTENCES: Final[dict[str, str]] = {
    "plugin.missing": N_("插件“%(key)s”没有安装，请联系管理员。"),
    "plugin.other_version": N_("插件“%(key)s”固定的版本是 %(pinned)s，现装的是 %(present)s。"),
    "plugin.doubled_key": N_("插件 %(first)s 和 %(second)s 使用了同一个名称“%(key)s”，请移除其中一个。"),
    "plugin.unmarked_hook": N_("插件的接口函数没有标记 @hookimpl，不会被调用：%(message)s"),
    "plugin.unknown_hook": N_("插件使用了不存在的接口：%(message)s"),
    "plugin.wrong_hook": N_("插件接口的参数不对：%(message)s"),
    "plugin.broken_import": N_("插件无法加载：%(message)s"),
    "plugin.bad_name": N_(
        "插件名称“%(name)s”不合适：用小写字母开头，只用小写字母、数字和单个连字符，"
        "不超过 %(most)s 个字符，例如 green-space。"
    ),
    "plugin.taken_name": N_("名称“%(name)s”由本系统使用，请换一个。"),
    "plugin.folder_exists": N_(
        "“%(folder)s”已经存在，没有写入任何内容；请换一个名称，或用 --folder 换一个位置。"
    ),
    "plugin.bad_scale": N_("等级标准“%(key)s”的分档不完整。"),
    "scorer.failed": N_(
        "评分方法“%(key)s”在指标 %(criterion)s 上出错，这一项无法计分，不能提交；已填内容都在，请联系管理员。"
    ),
    "scorer.wrong_type": N_(
        "评分方法“%(key)s”在指标 %(criterion)s 上给出的不是分数，不能提交；已填内容都在，请联系管理员。"
    ),
    "scorer.out_of_range": N_(
        "评分方法“%(key)s”给指标 %(criterion)s 的分数超出了分值，不能提交；已填内容都在，请联系管理员。"
    ),
    "scorer.too_fine": N_(
        "评分方法“%(key)s”给指标 %(criterion)s 的分数多于四位小数，不能提交；已填内容都在，请联系管理员。"
    ),
    "scorer.too_slow": N_(
        "评分方法“%(key)s”在指标 %(criterion)s 上超过了时限，已被停止；已填内容都在，请稍后再试或联系管理员。"
    ),
    "scorer.died": N_(
        "评分方法“%(key)s”在指标 %(criterion)s 上退出了运行；已填内容都在，请稍后再试或联系管理员。"
    ),
    "aggregator.failed": N_("汇总方法“%(key)s”出错，没有算出结果；打分表都在，请联系管理员。"),
    "policy.failed": N_("结果应用规则“%(policy)s”出错，没有算出金额；打分表都在，请联系管理员。"),
    "conflict_rule.failed": N_("回避规则“%(key)s”出错，无法检查利益关系，什么都没有写入，请联系管理员。"),
    "renderer.failed": N_("文件格式“%(key)s”出错，没有生成文件，请换一种格式或联系管理员。"),
    "policy.broken": N_("结果应用规则“%(policy)s”给出的金额超出了允许范围。"),
}
